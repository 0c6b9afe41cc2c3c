package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.observe.Heartbeat;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.threads.Engine;
import ai.trainy.pluto.threads.Gate;
import ai.trainy.pluto.threads.Lane;
import ai.trainy.pluto.threads.Machine;
import ai.trainy.pluto.threads.NoThreadException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Uploads a run while it is being logged, in turns with others. It never gives up while the program
 * lives, except when the server will not have the key or the run; whatever it could not carry stays
 * in the journal.
 */
public final class Uploader implements Upload, RunUpload.Progress {
  /** Of the status that is sent when nobody waits for the data any more: it has a second. */
  private static final int STATUS_ATTEMPTS = 4;

  private static final Duration STATUS_PAUSE = Duration.ofMillis(200);

  /** Between looks at a run that is let go of: somebody else may upload it now. */
  private static final Duration LET_GO = Duration.ofSeconds(30);

  private final UploadContext context;
  private final Connector connector;
  private final Journal journal;
  private final Ledger ledger;
  private final Settings settings;
  private final Messages messages;
  private final RunIds known;
  private final Runnable whenWhole;

  private final WakeUp wakeUp;
  private final WakeUp filesWakeUp;
  private final WakeUp deferredWakeUp;
  private final Machine machine;
  private final Gate created;
  private final FinalStatus status;
  private final Gate ended;
  private final Retry retry;
  private final SideUpload files;
  private final SideUpload deferred;
  private @Nullable Engine engine;
  private volatile boolean withConsole;
  private volatile RunDirectory directory;
  private volatile boolean complete;
  private volatile @Nullable BooleanSupplier seal;
  private volatile Lane.@Nullable Place place;
  private volatile Lane.@Nullable Place heartbeats;
  private volatile @Nullable Runnable exit;

  // Of the thread that has the turn.
  private final Backoff failurePauses;
  private @Nullable JournalReader reader;
  private @Nullable RunUpload runUpload;
  private long failures;

  /** Whether the run is over and waits for the server, and others may upload it. */
  private volatile boolean letGo;

  /** Whether {@link #directory} is another one than the journal's. */
  private boolean takenAgain;

  /** When the journal was uploaded, and files and what was deferred were waited for; ns. */
  private long waitingSince;

  private boolean waiting;

  // Of the thread that has the heartbeat's turn.
  private @Nullable Heartbeat heartbeat;
  private boolean patient = true;

  private volatile @Nullable Deferral deferral;
  private volatile @Nullable PlutoApi api;
  private volatile @Nullable RunHandle run;

  /**
   * @param connector makes the server's port; called once, on a thread of the engine
   * @param local the run; its directory is removed when the server has the whole run
   * @param journal what to carry; closed when the server has the whole run, or when it is over and
   *     no more can be done
   * @param context of the runs of this JVM, this one among them from now on
   * @param whenWhole run when the server has the whole run
   */
  public Uploader(
      Connector connector,
      LocalRun local,
      Journal journal,
      UploadContext context,
      Runnable whenWhole) {
    this.context = context;
    this.wakeUp = context.newWakeUp();
    this.machine = wakeUp.machine();
    this.created = new Gate(machine);
    this.ended = new Gate(machine);
    this.status = new FinalStatus(machine);
    this.failurePauses = new Backoff(machine.newRandom());
    this.filesWakeUp = wakeUp.another();
    this.deferredWakeUp = wakeUp.another();
    this.connector = connector;
    this.directory = local.directory();
    this.journal = journal;
    this.ledger = local.ledger();
    this.settings = context.settings();
    this.messages = local.messages();
    this.known = context.known();
    this.whenWhole = whenWhole;
    this.files = new SideUpload(this::fileUpload, filesWakeUp, this::sideFailed, this::wake);
    this.deferred =
        new SideUpload(this::deferredUpload, deferredWakeUp, this::sideFailed, this::wake);
    this.retry = newRetry();
  }

  private Retry newRetry() {
    return new Retry(
        wakeUp,
        Patience.endless(settings.duration(Setting.INIT_TIMEOUT_SECONDS)),
        messages,
        "Data is buffered in "
            + directory.path()
            + " and uploads automatically when Pluto is back.",
        machine::nanoTime);
  }

  /**
   * Has the program ended when the run is cancelled on its page. Before {@link #start}.
   *
   * @param how begins that; null if it is only said
   */
  public Uploader exitOnCancel(@Nullable Runnable how) {
    exit = how;
    return this;
  }

  /**
   * Begins to take turns.
   *
   * @return false if no thread can be started: then nothing is uploaded
   */
  public boolean start(Engine among) {
    engine = among;
    known.opened(directory.spec());
    wakeUp.takeTurns(engine.uploads());
    files.in(engine.files());
    deferred.in(engine.files());
    Optional<Lane.Place> taken = engine.uploads().add(this::turn, this::failed);
    if (taken.isEmpty()) {
      known.gone(directory.spec());
      return false;
    }
    place = taken.get();
    wakeUp.wakes(place);
    engine
        .heartbeats()
        .add(this::beat, e -> messages.log(CoreMessage.HEARTBEAT_ENDED, e, directory.path()))
        .ifPresent(beating -> heartbeats = beating);
    return true;
  }

  private void wake() {
    Lane.Place mine = place;
    if (mine != null) {
      mine.wake();
    }
  }

  private void wakeHeartbeat() {
    Lane.Place beating = heartbeats;
    if (beating != null) {
      beating.wake();
    }
  }

  private void failed(Throwable e) {
    if (e instanceof NoThreadException) {
      messages.log(CoreMessage.NOTHING_UPLOADED, e);
      return;
    }
    if (e instanceof InterruptedException) {
      messages.log(CoreMessage.UPLOAD_INTERRUPTED);
      return;
    }
    if (Long.bitCount(++failures) == 1) {
      messages.log(CoreMessage.UPLOAD_RETRIED, e, failures);
    }
    messages.sayAbout(directory.path(), CoreMessage.UPLOAD_FAILED, e, directory.path());
  }

  @Override
  public void runEnded() {
    flush();
    if (ended.isOpen()) {
      // Nobody will carry what is left: let go of it, so that a later run or sync can.
      journal.close();
    }
  }

  @Override
  public void flush() {
    wakeUp.raise();
    filesWakeUp.raise();
    deferredWakeUp.raise();
  }

  @Override
  public void lastCall(BooleanSupplier nothingComes) {
    seal = nothingComes;
    journal.drain();
    flush();
  }

  @Override
  public void sendStatus() {
    Optional<RunEnd> end = journal.runEnd();
    Engine among = engine;
    if (run != null && among != null && end.isPresent() && !ended.isOpen()) {
      // Beside the upload, which may hang in a request of its own.
      int[] attempts = {0};
      among
          .statuses()
          .add(
              () -> sendStatus(end.get()) || ++attempts[0] == STATUS_ATTEMPTS ? null : STATUS_PAUSE,
              e -> messages.log(CoreMessage.STATUS_FAILED, e));
    }
  }

  /** Whether that attempt was answered. */
  private boolean sendStatus(RunEnd end) {
    long began = machine.nanoTime();
    Outcome<Void> outcome = status.send(server(), created(), end);
    if (outcome.kind() == Outcome.Kind.TRY_AGAIN) {
      retry.brokeAt(began);
      messages.log(CoreMessage.STATUS_NOT_SENT, created(), outcome.why());
      return false;
    }
    return true;
  }

  @Override
  public boolean awaitStatus(Duration atMost) throws InterruptedException {
    return status.await(atMost);
  }

  @Override
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return ended.await(atMost) && complete;
  }

  @Override
  public Optional<RunHandle> awaitAnswer(Duration atMost) throws InterruptedException {
    created.await(atMost);
    return Optional.ofNullable(run);
  }

  @Override
  public long retries() {
    return retry.retries();
  }

  @Override
  public OptionalLong begun() {
    RunHandle handle = run;
    if (handle == null) {
      return OptionalLong.empty();
    }
    if (!handle.resumed()) {
      return OptionalLong.of(directory.spec().startedAt());
    }
    Outcome<Long> answer = server().createdAt(handle.runId());
    return answer.isAccepted() ? OptionalLong.of(answer.value()) : OptionalLong.empty();
  }

  /** A turn of the heartbeat. */
  private @Nullable Duration beat() {
    if (run == null) {
      if (created.isOpen()) {
        return null;
      }
      if (patient) {
        patient = false;
        return settings.duration(Setting.INIT_TIMEOUT_SECONDS);
      }
      retry.sayNoAnswer(
          "no answer from "
              + settings.url(Setting.URL_API)
              + " for "
              + settings.text(Setting.INIT_TIMEOUT_SECONDS).orElseThrow()
              + " s");
      return Lane.UNTIL_WOKEN;
    }
    if (!status.isAwaited()) {
      return null;
    }
    if (heartbeat == null) {
      heartbeat = new Heartbeat(server(), run, messages).exitOnCancel(exit);
    }
    long began = machine.nanoTime();
    if (!heartbeat.beat(() -> status.unlessSent(() -> server().resume(created())))) {
      // Of a run that logs little, nothing else may be sent while the server restarts.
      retry.brokeAt(began);
    }
    if (heartbeat.isRunning()) {
      status.runs(began);
    }
    return letGo ? LET_GO : Heartbeat.PERIOD;
  }

  /** A turn of the upload. */
  private @Nullable Duration turn() {
    wakeUp.turnBegins();
    try {
      if (!carry()) {
        return wakeUp.shortened(failurePauses.next(Duration.ZERO));
      }
    } catch (TurnEndedException end) {
      letGoIfOver();
      return end.pause();
    } catch (InterruptedException e) {
      failed(e);
    }
    end();
    return null;
  }

  /**
   * A run that is over and waits for the server to come back keeps no file open and no lock: there
   * may be many of them. The first that can upload it may do so.
   */
  private void letGoIfOver() {
    boolean over = journal.isOver() && journal.isOnDisk() && seal == null;
    boolean inBatch = runUpload != null && runUpload.isInBatch();
    if (!over || letGo || inBatch || !retry.isFailing()) {
      return;
    }
    // First: from here on there is no carrier.
    letGo = true;
    if (!files.letGo() || !deferred.letGo()) {
      letGo = false;
      beginSides();
      return;
    }
    endDelivery();
    closeReader();
    journal.close();
    closeDirectory();
  }

  /**
   * Takes the run again, once the server answers.
   *
   * @return false if it is nobody's business here any more
   */
  private boolean takeAgain() throws IOException, InterruptedException {
    if (api != null) {
      retry.awaitAnswer(api::signIn);
    }
    Optional<RunDirectory> taken = RunStore.of(directory).take(directory.path());
    if (taken.isEmpty()) {
      if (RunStore.isRun(directory.path())) {
        wakeUp.await(LET_GO);
        return takeAgain();
      }
      messages.log(CoreMessage.UPLOADED_BY_ANOTHER, directory.path());
      whenWhole.run();
      return false;
    }
    boolean same = taken.get().destination().mayBe(directory.destination());
    directory = taken.get();
    takenAgain = true;
    if (!same) {
      messages.log(CoreMessage.OF_ANOTHER_SERVER, directory.path());
      return false;
    }
    reader = directory.reader();
    letGo = false;
    beginSides();
    return true;
  }

  private void beginSides() {
    files.runIsKnown();
    deferred.runIsKnown();
  }

  private void end() {
    known.gone(directory.spec());
    created.open();
    status.giveUp();
    wakeHeartbeat();
    beginSides();
    ended.open();
    if (complete || journal.isOver()) {
      journal.close();
    }
    endDelivery();
    closeReader();
    if (takenAgain) {
      closeDirectory();
    }
    if (api != null) {
      api.close();
    }
  }

  /** Whether nothing was appended behind what is sent, and nothing will be. */
  private boolean isWhole(JournalReader reader) throws IOException {
    BooleanSupplier last = seal;
    return last == null
        || (last.getAsBoolean()
            && directory.files().waiting().isEmpty()
            && directory.deferred().isEmpty()
            && journal.seal(reader.position()));
  }

  /**
   * Carries the run, or what an attempt that failed has left of it.
   *
   * @return false if it failed by an error of our own, and is to be tried again
   */
  private boolean carry() throws InterruptedException {
    try {
      if (letGo && !takeAgain()) {
        return true;
      }
      if (reader == null) {
        reader = journal.reader();
      }
      if (api == null) {
        api = connector.connect();
      }
      if (runUpload == null) {
        runUpload = new RunUpload(new ServerLink(api, retry), local(), reader, context, this);
        if (run != null) {
          runUpload.of(run);
        }
      }
      complete = runUpload.carry() == UploadResult.WHOLE && isWhole(reader);
      if (complete) {
        removeDirectory();
        whenWhole.run();
      }
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (KeyUnavailableException e) {
      if (!e.isKnown()) {
        messages.say(CoreMessage.KEY_UNAVAILABLE, Reason.of(e), directory.path());
      }
      return true;
    } catch (Throwable e) {
      failed(e);
      return complete;
    }
  }

  private void endDelivery() {
    if (runUpload != null) {
      runUpload.close();
      runUpload = null;
    }
  }

  private void closeReader() {
    try {
      if (reader != null) {
        reader.close();
        reader = null;
      }
    } catch (IOException e) {
      messages.log(CoreMessage.JOURNAL_OF_RUN_NOT_CLOSED, e, directory.path());
    }
  }

  private void closeDirectory() {
    try {
      directory.close();
    } catch (IOException e) {
      messages.log(CoreMessage.LOCK_NOT_RELEASED, e, directory.path());
    }
  }

  private void removeDirectory() {
    try {
      endDelivery();
      journal.closeFiles();
      closeReader();
      directory.remove();
    } catch (IOException e) {
      // A later run finds nothing in it that was not acknowledged, and removes it.
      messages.log(CoreMessage.DIRECTORY_NOT_REMOVED, e, directory.path());
      closeDirectory();
    }
  }

  @Override
  public void created(RunHandle answer) {
    run = answer;
    status.running();
    known.created(directory.spec(), answer.runId());
    created.open();
    wakeHeartbeat();
    beginSides();
    String where = run.displayId().map(id -> id + " at ").orElse("") + run.url();
    messages.sayAbout(
        run, withConsole ? CoreMessage.LOGGING_TO_WITH_CONSOLE : CoreMessage.LOGGING_TO, where);
  }

  @Override
  public void withConsole() {
    withConsole = true;
  }

  @Override
  public void fileStaged() {
    files.wake();
  }

  private void sideFailed(Throwable e) {
    messages.log(CoreMessage.SIDE_UPLOAD_FAILED, e, directory.path());
  }

  private @Nullable FileUpload fileUpload() {
    return run == null || letGo
        ? null
        : new FileUpload(onServer(retry.forThread(filesWakeUp)), local());
  }

  private @Nullable DeferredUpload deferredUpload() {
    Deferral ofRun = deferral;
    return run == null || letGo || ofRun == null
        ? null
        : new DeferredUpload(onServer(retry.forQuietThread(deferredWakeUp)), local(), ofRun);
  }

  /** The port to the server; only once there is one. */
  private PlutoApi server() {
    return Objects.requireNonNull(api);
  }

  /** The run as the server answered it; only once that has it. */
  private RunHandle created() {
    return Objects.requireNonNull(run);
  }

  private ServerRun onServer(Retry tried) {
    return new ServerRun(new ServerLink(server(), tried), created());
  }

  /** As it is now: the directory is another one after it was let go of. */
  private LocalRun local() {
    return new LocalRun(directory, ledger, messages);
  }

  @Override
  public void deferred(Deferral ofRun) {
    deferral = ofRun;
    deferred.wake();
  }

  @Override
  public Outcome<?> sendRest(Deferral ofRun, Duration atMost)
      throws IOException, InterruptedException {
    if (!waiting) {
      waiting = true;
      waitingSince = machine.nanoTime();
    }
    files.end();
    deferred.end();
    while (true) {
      Optional<Outcome<?>> ofFiles = files.outcome();
      Optional<Outcome<?>> ofDeferred = deferred.outcome();
      if (ofFiles.isPresent() && ofDeferred.isPresent()) {
        return ofFiles.get().isAccepted() ? ofDeferred.get() : ofFiles.get();
      }
      Duration left = atMost.minusNanos(machine.nanoTime() - waitingSince);
      if (left.isNegative() || left.isZero()) {
        return Outcome.tryAgain("files or what was deferred are not done", Duration.ZERO);
      }
      wakeUp.await(left);
    }
  }

  @Override
  public Outcome<Void> report(RunEnd end) {
    // The disk may not have taken it.
    return status.send(server(), created(), journal.runEnd().orElse(end));
  }
}
