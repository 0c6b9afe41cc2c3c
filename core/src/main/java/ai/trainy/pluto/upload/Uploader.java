package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.observe.Heartbeat;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.NoThreadException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Uploads a run while it is being logged, on threads of its own. It never gives up while the
 * program lives, except when the server will not have the key or the run; whatever it could not
 * carry stays in the journal.
 */
public final class Uploader implements Upload, Delivery.Progress {
  /** Of the status that is sent when nobody waits for the data any more: it has a second. */
  private static final int STATUS_ATTEMPTS = 4;

  private static final Duration STATUS_PAUSE = Duration.ofMillis(200);

  private final Connector connector;
  private final String key;
  private final RunDirectory directory;
  private final Journal journal;
  private final Ledger ledger;
  private final Settings settings;
  private final Notices notices;
  private final KnownRuns known;
  private final Runnable whenWhole;

  private final Signal hurry;
  private final Signal hurryFiles;
  private final Signal hurryDeferred;
  private final CountDownLatch created = new CountDownLatch(1);
  private final FinalStatus status = new FinalStatus();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Persistence persistence;
  private final SideUpload files;
  private final SideUpload deferred;
  private volatile boolean complete;
  private volatile BooleanSupplier seal;

  // Of the uploader's thread.
  private JournalReader reader;
  private Delivery delivery;
  private long failures;

  private volatile Deferral deferral;
  private volatile PlutoApi api;
  private volatile RunHandle run;

  /**
   * @param connector makes the server's port; called once, on the uploader's thread
   * @param key for messages: what key {@code connector} signs in with
   * @param directory the run's; removed when the server has the whole run
   * @param journal what to carry; closed when the server has the whole run, or when it is over and
   *     no more can be done
   * @param known the runs of this JVM, this one among them from now on
   * @param whenWhole run when the server has the whole run
   */
  public Uploader(
      Connector connector,
      String key,
      RunDirectory directory,
      Journal journal,
      Ledger ledger,
      Settings settings,
      Notices notices,
      KnownRuns known,
      Runnable whenWhole) {
    this(
        connector,
        key,
        directory,
        journal,
        ledger,
        settings,
        notices,
        known,
        whenWhole,
        new Signal());
  }

  Uploader(
      Connector connector,
      String key,
      RunDirectory directory,
      Journal journal,
      Ledger ledger,
      Settings settings,
      Notices notices,
      KnownRuns known,
      Runnable whenWhole,
      Signal hurry) {
    this.hurry = hurry;
    this.hurryFiles = hurry.another();
    this.hurryDeferred = hurry.another();
    this.connector = connector;
    this.key = key;
    this.directory = directory;
    this.journal = journal;
    this.ledger = ledger;
    this.settings = settings;
    this.notices = notices;
    this.known = known;
    this.whenWhole = whenWhole;
    this.files = new SideUpload("pluto-files", this::fileDelivery, hurryFiles, this::sideFailed);
    this.deferred =
        new SideUpload("pluto-deferred", this::deferredDelivery, hurryDeferred, this::sideFailed);
    this.persistence = persistence();
  }

  private Persistence persistence() {
    return new Persistence(
        hurry,
        settings.duration(Setting.INIT_TIMEOUT_SECONDS),
        Optional.empty(),
        notices,
        "Data is buffered in "
            + directory.path()
            + " and uploads automatically when Pluto is back.",
        System::nanoTime);
  }

  /**
   * Starts the threads.
   *
   * @return false if no thread can be started: then nothing is uploaded
   */
  public boolean start(DaemonThreads threads) {
    known.opened(directory.intent());
    if (!threads.start("pluto-uploader", this::upload, this::failed)) {
      known.gone(directory.intent());
      return false;
    }
    threads.start(
        "pluto-heartbeat",
        this::heartbeat,
        e -> notices.log("the heartbeat of " + directory.path() + " ended", e));
    return true;
  }

  private void failed(Throwable e) {
    if (e instanceof NoThreadException) {
      notices.log("nothing is uploaded", e);
      return;
    }
    if (e instanceof InterruptedException) {
      notices.log("the upload was interrupted; what is left stays in the journal");
      return;
    }
    if (Long.bitCount(++failures) == 1) {
      notices.log("the upload failed (number " + failures + ") and is retried", e);
    }
    notices.say(
        "failed " + directory.path(),
        "The upload failed with an internal error ("
            + e
            + ") and is retried. Data is buffered in "
            + directory.path()
            + ".");
  }

  @Override
  public void hurry() {
    flush();
    if (ended.getCount() == 0) {
      // Nobody will carry what is left: let go of it, so that a later run or sync can.
      journal.close();
    }
  }

  @Override
  public void flush() {
    hurry.raise();
    hurryFiles.raise();
    hurryDeferred.raise();
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
    if (run != null && end.isPresent() && ended.getCount() > 0) {
      // Beside the upload, which may hang in a request of its own.
      new DaemonThreads()
          .start(
              "pluto-status", () -> sendStatus(end.get()), e -> notices.log("no final status", e));
    }
  }

  private void sendStatus(RunEnd end) throws InterruptedException {
    Signal pause = new Signal();
    for (int attempt = 1; attempt <= STATUS_ATTEMPTS; attempt++) {
      Outcome<Void> outcome = status.send(api, run, end);
      if (outcome.kind() != Outcome.Kind.TRY_AGAIN) {
        return;
      }
      notices.log("the final status of " + run + " could not be sent: " + outcome.why());
      pause.sleep(STATUS_PAUSE);
    }
  }

  @Override
  public boolean awaitStatus(Duration atMost) throws InterruptedException {
    return status.await(atMost);
  }

  @Override
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS) && complete;
  }

  @Override
  public Optional<RunHandle> awaitAnswer(Duration atMost) throws InterruptedException {
    created.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    return Optional.ofNullable(run);
  }

  private void heartbeat() throws InterruptedException {
    Duration patience = settings.duration(Setting.INIT_TIMEOUT_SECONDS);
    if (!created.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      persistence.saySilence(
          "no answer from "
              + settings.url(Setting.URL_API)
              + " for "
              + settings.text(Setting.INIT_TIMEOUT_SECONDS).orElseThrow()
              + " s");
      created.await();
    }
    if (run != null) {
      new Heartbeat(api, run, notices)
          .beat(status.known(), () -> status.unlessSent(() -> api.resume(run)));
    }
  }

  private void upload() throws InterruptedException {
    Backoff backoff = new Backoff(new Random());
    try {
      while (!carry()) {
        hurry.sleep(backoff.next(Duration.ZERO));
      }
    } finally {
      known.gone(directory.intent());
      created.countDown();
      status.giveUp();
      ended.countDown();
      if (complete || journal.isOver()) {
        journal.close();
      }
      if (reader != null) {
        closeReader();
      }
      if (api != null) {
        api.close();
      }
    }
  }

  /** Whether nothing was appended behind what is sent, and nothing will be. */
  private boolean isWhole() throws IOException {
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
      if (reader == null) {
        reader = journal.reader();
      }
      if (api == null) {
        api = connector.connect();
      }
      if (delivery == null) {
        delivery =
            new Delivery(
                api,
                directory,
                reader,
                ledger,
                settings,
                notices,
                persistence,
                hurry,
                key,
                known,
                this);
      }
      complete = delivery.carry() == Delivered.WHOLE && isWhole();
      if (complete) {
        removeDirectory();
        whenWhole.run();
      }
      return true;
    } catch (InterruptedException e) {
      throw e;
    } catch (KeyUnavailableException e) {
      notices.say(
          "key",
          e.getMessage()
              + (settings.isWandbDisabled() ? "" : "; wandb goes on untouched")
              + "; what is logged is kept in "
              + directory.path()
              + ".");
      return true;
    } catch (Throwable e) {
      failed(e);
      return complete;
    }
  }

  private void closeReader() {
    try {
      reader.close();
    } catch (IOException e) {
      notices.log("the journal in " + directory.path() + " could not be closed", e);
    }
  }

  private void removeDirectory() {
    try {
      directory.remove();
    } catch (IOException e) {
      // A later run finds nothing in it that was not acknowledged, and removes it.
      notices.log(directory.path() + " could not be removed", e);
    }
  }

  @Override
  public void created(RunHandle answer) {
    run = answer;
    status.running();
    known.created(directory.intent(), answer.runId());
    created.countDown();
    notices.say("run " + run, "logging to " + run.url());
  }

  @Override
  public void fileStaged() {
    files.wake();
  }

  private void sideFailed(Throwable e) {
    notices.log("some of " + directory.path() + " could not be uploaded and is retried", e);
  }

  private FileDelivery fileDelivery() throws InterruptedException {
    created.await();
    return run == null
        ? null
        : new FileDelivery(
            api, run, directory.files(), ledger, persistence.forThread(hurryFiles), notices);
  }

  private DeferredDelivery deferredDelivery() throws InterruptedException {
    created.await();
    return run == null
        ? null
        : new DeferredDelivery(
            api,
            run,
            directory,
            deferral,
            ledger,
            persistence.forQuietThread(hurryDeferred),
            notices);
  }

  @Override
  public void deferred(Deferral ofRun) {
    deferral = ofRun;
    deferred.wake();
  }

  @Override
  public Outcome<?> sendRest(Deferral ofRun, Duration atMost)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    files.end();
    deferred.end();
    Outcome<?> outcome = files.await(atMost);
    Duration left = atMost.minusNanos(System.nanoTime() - began);
    Outcome<?> ofDeferred = deferred.await(left.isNegative() ? Duration.ZERO : left);
    return outcome.isAccepted() ? ofDeferred : outcome;
  }

  @Override
  public Outcome<Void> report(RunEnd end) {
    return status.send(api, run, end);
  }
}
