package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunIntent;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Carries one run to the server, on the calling thread: creates it, sends its journal to the end,
 * reports how it ended. The same for a run that is being logged and for one that was left behind.
 */
final class Delivery {
  /** The server is told when a run began if it hears of it later than this. */
  private static final long LATE_MILLIS = 60_000;

  /** A file that does not go up must not keep the run from having ended. */
  private static final Duration STATUS_WAITS_FOR_FILES = Duration.ofMinutes(2);

  private final PlutoApi api;
  private final RunDirectory directory;
  private final RunIntent intent;
  private final JournalReader reader;
  private final Ledger ledger;
  private final Settings settings;
  private final Notices notices;
  private final Persistence persistence;
  private final Signal hurry;
  private final String key;
  private final KnownRuns known;
  private final Progress progress;

  private Outcome<?> late;
  private long damaged;
  private boolean leftBehind;
  private boolean signedIn;
  private RunHandle run;
  private Delivered problem;

  /** What a run is that was created just now. */
  private static final Outcome<RunStatus> RUNS = Outcome.accepted(RunStatus.RUNNING);

  /** Told how far it is, on the delivering thread. */
  interface Progress {
    /** The server has the run. */
    void created(RunHandle run);

    /** All rows are sent: waits for files that are not, no longer than that where it can. */
    Outcome<?> sendFiles(Duration atMost) throws IOException, InterruptedException;

    /** Everything but the run's final status is sent. */
    void sent();
  }

  /**
   * @param key for messages: what key {@code api} signs in with
   * @param known the runs that a fork may name as its parent
   */
  Delivery(
      PlutoApi api,
      RunDirectory directory,
      JournalReader reader,
      Ledger ledger,
      Settings settings,
      Notices notices,
      Persistence persistence,
      Signal hurry,
      String key,
      KnownRuns known,
      Progress progress) {
    this.api = api;
    this.directory = directory;
    this.intent = directory.intent();
    this.reader = reader;
    this.ledger = ledger;
    this.settings = settings;
    this.notices = notices;
    this.persistence = persistence;
    this.hurry = hurry;
    this.key = key;
    this.known = known;
    this.progress = progress;
    persistence
        .outage()
        .key(
            key,
            "If it was revoked, create a key at " + settings.url(Setting.URL_APP) + "/api-keys.");
  }

  /**
   * Carries a run that is being logged, until it ends. Called again after it has thrown, it goes on
   * with what was not acknowledged.
   */
  Delivered carry() throws IOException, InterruptedException {
    if (run != null) {
      reader.restart();
    }
    boolean there = run != null || (signIn() && create());
    return there && sendAll() && report() && sendLateFiles() ? Delivered.WHOLE : problem;
  }

  /**
   * Carries a run whose program is gone.
   *
   * @param continued whether its end is not to be reported, since the run went on elsewhere
   */
  Delivered carryLeftBehind(boolean continued) throws IOException, InterruptedException {
    leftBehind = true;
    if (!signIn()) {
      return problem;
    }
    Optional<RunHandle> known = directory.answer();
    // Asked before anything is changed: how the run stands without us.
    Outcome<RunStatus> before =
        known.isPresent() ? persistence.once(() -> api.heartbeat(known.get())) : null;
    boolean attached = before != null && before.kind() != Outcome.Kind.REFUSED;
    if (attached) {
      run = known.get();
      progress.created(run);
    } else if (!create()) {
      // The server never made it; or it does not know it any more, and the data needs a place.
      return problem;
    }
    boolean whole =
        sendAll() && (continued || reportLeftBehind(attached ? before : RUNS)) && sendLateFiles();
    return whole ? Delivered.WHOLE : problem;
  }

  /**
   * The server gives a run that falls silent the status FAILED. Every other end was reported: by
   * this run's program or by one that went on with it, and is no business of ours.
   */
  private boolean reportLeftBehind(Outcome<RunStatus> before) throws InterruptedException {
    RunStatus status = before.isAccepted() ? before.value() : RunStatus.FAILED;
    if (status != RunStatus.RUNNING && status != RunStatus.FAILED) {
      return true;
    }
    if (reader.runEnd().isEmpty()) {
      return (before.isAccepted() && status == RunStatus.FAILED) || fail();
    }
    return (status == RunStatus.RUNNING || revive()) && report();
  }

  /** It was killed: the same status that the server gives a run that falls silent. */
  private boolean fail() throws InterruptedException {
    OptionalLong time = directory.lastWritten();
    return goesOn(persistence.until(() -> api.updateStatus(run, RunStatus.FAILED, time)));
  }

  /** A run taken for dead keeps that status unless it runs again (the protocol, section 4). */
  private boolean revive() throws InterruptedException {
    return goesOn(persistence.until(() -> api.resume(run)));
  }

  private boolean signIn() throws InterruptedException {
    Outcome<String> answer = persistence.until(api::signIn);
    signedIn = answer.isAccepted();
    return signedIn || giveUp(answer);
  }

  private boolean create() throws InterruptedException {
    Outcome<RunHandle> answer =
        new RunCreation(api, intent, known, persistence, notices, isLong(intent.startedAt()))
            .create();
    if (!answer.isAccepted()) {
      return giveUp(answer);
    }
    run = answer.value();
    progress.created(run);
    onDisk(() -> directory.keepAnswer(run));
    return true;
  }

  /** Sends everything up to the run's end; false if the server will not have it. */
  private boolean sendAll() throws IOException, InterruptedException {
    Duration interval = Duration.ofMillis(settings.count(Setting.UPLOAD_INTERVAL_MILLISECONDS));
    int maxPoints = settings.count(Setting.UPLOAD_BATCH_POINTS);
    BatchDelivery batches = new BatchDelivery(api, run, directory, ledger, persistence, notices);
    while (true) {
      // Asked first: what is logged between a look and the end must not be missed.
      boolean over = reader.isOver();
      Batch batch = Batch.read(reader, maxPoints);
      sayDamage();
      if (!batch.isEmpty()) {
        if (!deliver(batch, batches)) {
          return false;
        }
      } else if (over) {
        batches.askAgainForNames();
        return sendFiles();
      } else {
        hurry.sleep(interval);
      }
    }
  }

  private boolean sendFiles() throws IOException, InterruptedException {
    Outcome<?> outcome = progress.sendFiles(STATUS_WAITS_FOR_FILES);
    late = outcome.kind() == Outcome.Kind.TRY_AGAIN ? outcome : null;
    if (late != null) {
      notices.log("files of " + run + " are not uploaded yet; its status is reported first");
    } else if (!outcome.isAccepted()) {
      return giveUp(outcome);
    }
    progress.sent();
    return true;
  }

  /** The server takes files after the run's final status (the protocol, section 20b). */
  private boolean sendLateFiles() throws IOException, InterruptedException {
    Outcome<?> outcome =
        late == null || leftBehind ? late : progress.sendFiles(Duration.ofDays(10_000));
    return outcome == null || outcome.isAccepted() || giveUp(outcome);
  }

  private void acknowledge(Position position) {
    onDisk(() -> reader.acknowledge(position));
  }

  private void sayDamage() {
    if (reader.damaged() > damaged) {
      damaged = reader.damaged();
      notices.say(
          "damaged " + directory.path(),
          "records in "
              + directory.path()
              + " cannot be read. They are kept there in *.damaged; everything else goes through.");
    }
  }

  private interface DiskTask {
    void run() throws IOException;
  }

  /** A disk in trouble must not stop the upload: it is what saves the data, and makes room. */
  private void onDisk(DiskTask task) {
    try {
      task.run();
    } catch (IOException e) {
      notices.log("the disk did not take what was to be kept in " + directory.path(), e);
    }
  }

  private boolean deliver(Batch batch, BatchDelivery batches) throws InterruptedException {
    Outcome<?> outcome = batches.send(batch, this::acknowledge);
    if (!outcome.isAccepted()) {
      return giveUp(outcome);
    }
    if (batch.alert().isPresent()) {
      acknowledge(batch.beforeAlert());
      outcome = batches.send(batch.alert().get());
      if (!outcome.isAccepted()) {
        return giveUp(outcome);
      }
    }
    acknowledge(batch.end());
    return true;
  }

  private boolean report() throws InterruptedException {
    // Unknown only if the disk has lost it.
    RunEnd end = reader.runEnd().orElse(new RunEnd(0, System.currentTimeMillis()));
    RunStatus status = RunStatus.ofExitCode(end.exitCode());
    OptionalLong time = isLong(end.time()) ? OptionalLong.of(end.time()) : OptionalLong.empty();
    return goesOn(persistence.until(() -> api.updateStatus(run, status, time)));
  }

  /** Whether the server's clock would tell a wrong time now. */
  private boolean isLong(long since) {
    return leftBehind || System.currentTimeMillis() - since > LATE_MILLIS;
  }

  /** Whether to carry on after an outcome. A refusal concerns one request only; the rest, all. */
  private boolean goesOn(Outcome<?> outcome) {
    if (outcome.kind() == Outcome.Kind.REFUSED) {
      notices.log("a request about " + run + " was refused: " + outcome.why());
    }
    return outcome.isAccepted() || outcome.kind() == Outcome.Kind.REFUSED || giveUp(outcome);
  }

  private boolean giveUp(Outcome<?> outcome) {
    String kept = "nothing else changes, and what is logged is kept in " + directory.path() + ".";
    switch (outcome.kind()) {
      case NOT_SIGNED_IN:
        problem = Delivered.NOT_SIGNED_IN;
        notices.say(
            "key",
            "Pluto does not accept "
                + key
                + " ("
                + outcome.why()
                + "). Make a new one at "
                + settings.url(Setting.URL_APP)
                + "/api-keys; "
                + kept);
        break;
      case REFUSED:
        problem = Delivered.REFUSED;
        notices.say(
            "refused " + intent.externalId(),
            "Pluto does not take the run (" + outcome.why() + "); " + kept);
        break;
      default:
        problem = signedIn ? Delivered.STALLED : Delivered.AWAY;
        persistence.outage().say(outcome.why());
    }
    return false;
  }
}
