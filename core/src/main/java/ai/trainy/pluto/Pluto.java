package ai.trainy.pluto;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.KeyFingerprint;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.journal.DiskUse;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.AfterKill;
import ai.trainy.pluto.observe.EphemeralHost;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.observe.Surroundings;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Engine;
import ai.trainy.pluto.threads.Machine;
import ai.trainy.pluto.upload.Account;
import ai.trainy.pluto.upload.Connector;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.LocalRun;
import ai.trainy.pluto.upload.NoUpload;
import ai.trainy.pluto.upload.Recovery;
import ai.trainy.pluto.upload.SharedConnection;
import ai.trainy.pluto.upload.SignIn;
import ai.trainy.pluto.upload.Upload;
import ai.trainy.pluto.upload.UploadContext;
import ai.trainy.pluto.upload.Uploader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens runs. One instance per JVM is enough. Thread-safe.
 *
 * <p>Runs that are still open when the JVM ends accept data until it is gone. Their upload is then
 * awaited as in {@link Run#finish(int)}, for all of them together.
 */
public final class Pluto {
  /** A shorter time for Pluto's answer does not make the disk faster. */
  private static final Duration LEAST_FOR_DISK = Duration.ofSeconds(10);

  private final MissedCalls missed = new MissedCalls();
  private final Settings settings;
  private final Connector connector;
  private final Connector shared;
  private final AfterKill afterKill;
  private final Messages messages;
  private final Machine machine;
  private final Engine engine;
  private final RunResolver resolver;
  private final OpenRuns runs;
  private final RunStores stores;
  private final UploadContext uploads;
  private volatile Consumer<Run> opened = run -> {};
  private volatile Surroundings metadata = Surroundings.UNKNOWN;
  private volatile @Nullable Runnable exitOnCancel;
  private boolean awaitsExit;
  private boolean recovering;

  /**
   * @param connector creates the port to the server, which the runs share; called on a background
   *     thread, when a run needs it
   * @param end how the program ended, for runs that it did not finish
   * @param messages prints messages
   */
  public Pluto(Settings settings, Connector connector, ProgramEnd end, Messages messages) {
    this(settings, connector, end, messages, new DaemonThreads());
  }

  Pluto(
      Settings settings, Connector connector, ProgramEnd end, Messages messages, Machine machine) {
    this.machine = machine;
    this.engine = new Engine(machine);
    this.settings = settings;
    this.connector = connector;
    this.shared = new SharedConnection(connector);
    this.afterKill = end.afterKill();
    this.messages = messages;
    this.uploads = uploadContext();
    this.resolver = new RunResolver(settings, messages, machine.newRandom());
    this.stores = new RunStores(settings, messages, machine::nanoTime);
    this.runs =
        new OpenRuns(
            end,
            settings.duration(Setting.FINISH_TIMEOUT_SECONDS),
            machine::nanoTime,
            machine::currentTimeMillis,
            new EndLine(settings, EphemeralHost::isThis, missed));
    if (settings.isVerbose()) {
      messages.beVerbose();
    }
    settings.problems().forEach(messages::say);
    settings.hints().forEach(messages::say);
    messages.logTo(stores.log(machine));
  }

  /**
   * Adds a watcher of runs that are opened from now on.
   *
   * @param watcher receives each run, on the thread that opens it; must not block
   */
  public synchronized void whenOpened(Consumer<Run> watcher) {
    Consumer<Run> before = opened;
    opened =
        run -> {
          before.accept(run);
          watcher.accept(run);
        };
  }

  /** Adds metadata about the environment to runs that are opened from now on. */
  public void describeRunsBy(Surroundings found) {
    metadata = found;
  }

  /**
   * Ends the program when one of its runs is cancelled in Pluto; otherwise that only prints a
   * message.
   *
   * @param exit ends the program; called once for each such run, on a separate thread
   */
  public void exitOnCancel(Runnable exit) {
    exitOnCancel =
        () ->
            machine.start("pluto-cancel", exit::run, e -> messages.log(CoreMessage.EXIT_FAILED, e));
  }

  /** Returns the counter of calls that reached no run; the last line of each run includes it. */
  public MissedCalls missed() {
    return missed;
  }

  /** Returns the preferred directory of the runs. */
  public Path home() {
    return stores.all().get(0).home();
  }

  /**
   * Opens a run. Waits for a few file operations, at most 10 s (or {@code
   * PLUTO_INIT_TIMEOUT_SECONDS}, if that is longer); everything else happens in the background. The
   * run can be used immediately, whether the server answers or not.
   *
   * @throws IOException if there is no place on disk to store the run's data
   */
  public Run init(RunSpec asked) throws IOException {
    RunSpec spec =
        resolver.resolve(asked, machine.currentTimeMillis()).toBuilder()
            .metadata(metadata.ifWhole())
            .build();
    Destination destination = Account.destination(settings, connector.keyAtHand());
    Opened open =
        stores.open(
            store -> open(store.create(spec, destination)),
            new TimeLimit(machine, e -> messages.log(CoreMessage.OPENING_THREAD_FAILED, e)),
            longer(settings.duration(Setting.INIT_TIMEOUT_SECONDS), LEAST_FOR_DISK),
            this::discard);
    RunDirectory directory = open.directory;
    metadata.gather(found -> writeMetadata(directory, found));
    Journal journal = open.journal;
    LocalRun local = new LocalRun(directory, new Ledger(), messages);
    Run run = new Run(local, journal, upload(local, journal), Routing.of(settings), runs);
    runs.add(run);
    if (journal.isAttended()) {
      endWithTheJvm();
      opened.accept(run);
    }
    return run;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static final class Opened {
    final RunDirectory directory;
    final Journal journal;

    Opened(RunDirectory directory, Journal journal) {
      this.directory = directory;
      this.journal = journal;
    }
  }

  private Opened open(RunDirectory directory) throws IOException {
    DiskUse all = stores.use(directory);
    directory
        .files()
        .among(all)
        .limitedTo((long) settings.count(Setting.FILES_LIMIT_MEGABYTES) << 20);
    Journal journal =
        new Journal(
                directory,
                (long) settings.count(Setting.JOURNAL_LIMIT_MEGABYTES) << 20,
                Duration.ofMillis(settings.count(Setting.SLOW_WRITE_MILLISECONDS)),
                engine,
                messages)
            .among(all);
    return new Opened(directory, journal);
  }

  /** Discards a run that was opened after the program had stopped waiting for it. */
  private void discard(Opened late) {
    late.journal.close();
    try {
      late.directory.delete();
    } catch (IOException e) {
      messages.log(CoreMessage.DIRECTORY_NOT_REMOVED, e, late.directory.path());
    }
  }

  /**
   * Checks whether the server accepts the key. Waits at most {@code PLUTO_INIT_TIMEOUT_SECONDS}.
   *
   * @return not signed in if there is no key, too; to be tried again if there was no clear answer
   */
  public Outcome<String> signIn() throws InterruptedException {
    return new SignIn(connector, messages).within(settings.duration(Setting.INIT_TIMEOUT_SECONDS));
  }

  private Upload upload(LocalRun local, Journal journal) {
    RunDirectory directory = local.directory();
    if (settings.mode() != Mode.ONLINE) {
      messages.say(CoreMessage.OFFLINE, directory.path());
      return new NoUpload(journal);
    }
    Uploader uploader =
        new Uploader(() -> connect(directory), local, journal, uploads, afterKill::complete)
            .exitOnCancel(exitOnCancel);
    // For each failed attempt the JVM prints a warning; avoid a second one.
    if (!journal.isAttended() || !uploader.start(engine)) {
      messages.say(CoreMessage.NO_THREAD, directory.path(), settings.client().commandLine());
      return new NoUpload(journal);
    }
    afterKill.started();
    recoverOrphans();
    return uploader;
  }

  /**
   * Creates the port. A key from the keyring is only known now, so the run is assigned to it before
   * it is used.
   */
  private PlutoApi connect(RunDirectory directory)
      throws KeyUnavailableException, InterruptedException {
    Destination destination = directory.destination();
    Optional<ApiKey> key = destination.key().isEmpty() ? connector.key() : Optional.empty();
    if (key.isPresent()) {
      try {
        directory.updateDestination(destination.withKey(KeyFingerprint.of(key.get())));
      } catch (IOException e) {
        messages.log(CoreMessage.OWNER_NOT_STORED, e, directory.path());
      }
    }
    PlutoApi connection = shared.connect();
    // The server accepts metadata only at creation, and no run is created before this.
    writeMetadata(directory, metadata.soon());
    return connection;
  }

  private void writeMetadata(RunDirectory directory, Map<String, Object> found) {
    try {
      directory.writeMetadata(found);
    } catch (IOException e) {
      messages.log(CoreMessage.METADATA_NOT_STORED, e, directory.path());
    }
  }

  private UploadContext uploadContext() {
    return new UploadContext(settings, messages, connector.keyName(), machine);
  }

  /**
   * Starts the recovery of earlier runs, with the first run: a JVM without runs uploads nothing.
   */
  private synchronized void recoverOrphans() {
    if (!recovering) {
      recovering = true;
      for (RunStore store : stores.all()) {
        new Recovery(store, connector, uploadContext(), Optional.empty()).start();
      }
    }
  }

  /** Adds the shutdown hook, with the first run: a JVM without runs has no hook of the agent. */
  private synchronized void endWithTheJvm() {
    if (awaitsExit) {
      return;
    }
    awaitsExit = true;
    try {
      machine.atExit("pluto-exit", this::endAll);
    } catch (SecurityException e) {
      messages.log(CoreMessage.JVM_END_UNSEEN, e);
    } catch (IllegalStateException exitHasBegun) {
      // A shutdown hook opened the run.
      runs.jvmEnds();
      messages.log(CoreMessage.OPENED_WHILE_ENDING);
    }
  }

  private void endAll() {
    runs.jvmEnds();
    runs.awaitBesideHooks();
    messages.sayHowManyMore();
    messages.flush(Run.LEAST_FOR_LOG);
  }
}
