package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries one run to the server, on the calling thread: creates it, sends its journal to the end,
 * reports how it ended. The same for a run that is being logged and for one that was left behind.
 */
final class RunUpload implements Closeable {
  /** What goes up beside the journal must not keep the run from having ended. */
  static final Duration STATUS_WAITS = Duration.ofMinutes(2);

  private final ServerLink link;
  private final PlutoApi api;
  private final LocalRun local;
  private final RunDirectory directory;
  private final RunSpec spec;
  private final JournalReader reader;
  private final Settings settings;
  private final Messages messages;
  private final Retry retry;
  private final WakeUp wakeUp;
  private final String key;
  private final RunIds known;
  private final Progress progress;
  private final Deferral deferral;
  private final NotesUpload notes;

  private @Nullable Outcome<?> late;
  private long damaged;
  private long missing;
  private boolean signedIn;
  private @Nullable RunHandle run;
  private @Nullable BatchUpload batches;
  private @Nullable Resend resend;

  /** Whether something was read that is not acknowledged. */
  private boolean unsettled;

  /** The end of the batch that is not acknowledged, if it was read as a whole. */
  private Optional<Position> unsettledTo = Optional.empty();

  // How far a run that is being logged is carried.
  private boolean allSent;
  private boolean restAwaited;
  private boolean reported;

  /** Why it is not carried further, once it is not. */
  private UploadResult problem = UploadResult.AWAY;

  /** What a run is that was created just now. */
  private static final Outcome<RunStatus> RUNS = Outcome.accepted(RunStatus.RUNNING);

  /** Told how far it is, on the delivering thread. */
  interface Progress {
    /** The server has said whose key it is; returns whether the run may go there. */
    default boolean belongsTo(String organization) {
      return true;
    }

    /** Whether another program is at work on the same run just now. */
    default boolean isRunByAnother() {
      return false;
    }

    /** The server has the run. */
    void created(RunHandle run);

    /** Something was deferred, and may be uploaded; see {@link #sendRest}. */
    default void deferred(Deferral deferral) {}

    /**
     * The journal is uploaded: waits for files and what was deferred, no longer than that where it
     * can.
     */
    Outcome<?> sendRest(Deferral deferral, Duration atMost)
        throws IOException, InterruptedException;

    /** One attempt to report how the run, which runs in Pluto, has ended. */
    Outcome<Void> report(RunEnd end);
  }

  /**
   * @param reader of the run's journal
   */
  RunUpload(
      ServerLink link,
      LocalRun local,
      JournalReader reader,
      UploadContext context,
      Progress progress) {
    this.link = link;
    this.api = link.api();
    this.local = local;
    this.directory = local.directory();
    this.spec = directory.spec();
    this.reader = reader;
    this.settings = context.settings();
    this.messages = local.messages();
    this.retry = link.retry();
    this.wakeUp = retry.wakeUp();
    this.key = context.key();
    this.known = context.known();
    this.progress = progress;
    this.deferral =
        new Deferral(
            directory.deferred(),
            ((long) settings.count(Setting.JOURNAL_LIMIT_MEGABYTES) << 20) / 2,
            this::wakeDeferred,
            messages,
            wakeUp.machine()::nanoTime);
    this.notes = new NotesUpload(api, directory, settings.client().notesKey(), retry, messages);
    retry
        .outage()
        .key(
            key,
            "If it was revoked, create a key at " + settings.url(Setting.URL_APP) + "/api-keys.",
            known::isKeyAccepted);
  }

  /** Whether some of a batch is sent and counted, and the rest is not. */
  boolean isInBatch() {
    return batches != null && batches.isInBatch();
  }

  /** Lets go of what it has open; nothing is carried after that. */
  @Override
  public void close() {
    if (resend != null) {
      resend.close();
    }
  }

  /** The run as the server answered it; only once that has it. */
  private RunHandle created() {
    return Objects.requireNonNull(run);
  }

  /** Goes on with a run that the server has. */
  RunUpload of(RunHandle created) {
    signedIn = true;
    run = created;
    return this;
  }

  /**
   * Carries a run that is being logged, until it ends or the turn is over. Called again after it
   * has thrown, it goes on with what was not acknowledged.
   */
  UploadResult carry() throws IOException, InterruptedException {
    if (unsettled) {
      reader.restart();
      unsettled = false;
    }
    if (run != null) {
      retry.awaitAnswer(api::signIn);
    }
    boolean exists = run != null || ((signedIn || signIn()) && create());
    return exists
            && sendAll()
            && sendNotes()
            && (reported || report())
            && sendLateRest()
            && sendAgain(true)
        ? UploadResult.WHOLE
        : problem;
  }

  /**
   * Carries a run whose program is gone.
   *
   * @param continued whether its end is not to be reported, since the run went on elsewhere
   */
  UploadResult carryOrphan(BooleanSupplier continued) throws IOException, InterruptedException {
    if (!signIn()) {
      return problem;
    }
    Optional<RunHandle> known = directory.answer();
    // Asked before anything is changed: how the run stands without us.
    Outcome<RunStatus> before =
        known.isPresent()
            ? retry.once(() -> api.heartbeat(known.get()))
            : Outcome.refused("it was not created");
    boolean attached = before.kind() != Outcome.Kind.REFUSED;
    if (attached) {
      run = known.get();
      progress.created(known.get());
    } else if (!create()) {
      // The server never made it; or it does not know it any more, and the data needs a place.
      return problem;
    }
    boolean whole =
        sendAll()
            && sendNotes()
            && (continued.getAsBoolean() || reportOrphan(attached ? before : RUNS))
            && (late == null || giveUp(late))
            && sendAgain(true);
    return whole ? UploadResult.WHOLE : problem;
  }

  /**
   * The server gives a run that falls silent the status FAILED. Every other end was reported: by
   * this run's program or by one that went on with it, and is not this one's business, unless the
   * program changed its mind after it had reported one.
   */
  private boolean reportOrphan(Outcome<RunStatus> before) throws InterruptedException {
    RunStatus status = before.isAccepted() ? before.value() : RunStatus.FAILED;
    boolean outdated =
        reader.wasExpectedToEnd(status)
            && reader.runEnd().filter(end -> statusOf(end) != status).isPresent();
    if (status != RunStatus.RUNNING && status != RunStatus.FAILED && !outdated) {
      return true;
    }
    boolean killed = reader.runEnd().isEmpty();
    if (killed && (progress.isRunByAnother() || hasEndedMeanwhile())) {
      // Another program logs to the same run, or has just ended it: its end counts.
      return true;
    }
    if (killed && before.isAccepted() && status == RunStatus.FAILED) {
      return true;
    }
    RunEnd end = reader.runEnd().orElseGet(this::kill);
    RunStatus ended = statusOf(end);
    // Of one that failed, taken for dead or not, only the time is to be put right.
    boolean revive = status != RunStatus.RUNNING && ended != status;
    return goesOn(
        retry.until(
            () -> revive ? FinalStatus.replace(api, created(), end) : progress.report(end)));
  }

  private static RunStatus statusOf(RunEnd end) {
    return RunStatus.ofExitCode(end.exitCode());
  }

  private boolean hasEndedMeanwhile() throws InterruptedException {
    Outcome<RunStatus> now = retry.once(() -> api.heartbeat(created()));
    return now.isAccepted() && now.value() != RunStatus.RUNNING;
  }

  /** The same end that the server gives a run that falls silent, at the last sign of it. */
  private RunEnd kill() {
    return RunEnd.ofKilled(directory.lastWritten().orElseGet(wakeUp.machine()::currentTimeMillis));
  }

  private boolean signIn() throws InterruptedException {
    Outcome<String> answer = retry.until(api::signIn);
    signedIn = answer.isAccepted();
    if (!signedIn) {
      if (answer.kind() == Outcome.Kind.NOT_SIGNED_IN && !retry.outage().isKeyAccepted()) {
        // A rejected key owns nothing: an upload with a good key may have the run.
        onDisk(() -> directory.updateDestination(directory.destination().withoutKey()));
      }
      return giveUp(answer);
    }
    if (!progress.belongsTo(answer.value())) {
      problem = UploadResult.ELSEWHERE;
      return false;
    }
    // Before anything is made there: a process that resumes the run must know whose it is.
    onDisk(
        () ->
            directory.updateDestination(directory.destination().withOrganization(answer.value())));
    return true;
  }

  private boolean create() throws InterruptedException {
    Outcome<RunHandle> answer = new RunCreation(api, spec, known, retry, messages).create();
    if (!answer.isAccepted()) {
      return giveUp(answer);
    }
    RunHandle handle = answer.value();
    run = handle;
    progress.created(handle);
    onDisk(() -> directory.writeAnswer(handle));
    return sendNotes();
  }

  /** An attempt at first, and another at the end if that has failed. */
  private boolean sendNotes() throws InterruptedException {
    notes.send(created());
    return true;
  }

  /** Sends everything up to the run's end; false if the server will not have it. */
  private boolean sendAll() throws IOException, InterruptedException {
    Duration interval = Duration.ofMillis(settings.count(Setting.UPLOAD_INTERVAL_MILLISECONDS));
    int maxPoints = settings.count(Setting.UPLOAD_BATCH_POINTS);
    if (batches == null) {
      batches = new BatchUpload(new ServerRun(link, created()), local, deferral);
      resend = new Resend(reader, batches, retry, maxPoints, messages);
    }
    while (!allSent) {
      if (!sendAgain(false)) {
        return false;
      }
      // Asked first: what is logged between a look and the end must not be missed.
      boolean over = reader.isOver();
      unsettled = true;
      Batch batch = Batch.read(reader, directory.deferred(), maxPoints, unsettledTo);
      unsettledTo = Optional.of(batch.end());
      sayDamage();
      if (!batch.isEmpty() && !deliver(batch, batches)) {
        return false;
      }
      unsettled = false;
      unsettledTo = Optional.empty();
      if (!batch.isEmpty()) {
        // However much there is: other runs have little.
        wakeUp.yieldTurn();
      } else if (over) {
        batches.askAgainForNames();
        deferral.journalEnded();
        allSent = true;
      } else {
        wakeUp.await(interval);
      }
    }
    return sendAgain(true) && (restAwaited || sendRest());
  }

  /** Sends what was acknowledged lately once more, where the server may have lost it. */
  private boolean sendAgain(boolean atEnd) throws InterruptedException {
    while (batches != null && resend != null && !batches.isInBatch() && resend.isDue(atEnd)) {
      Outcome<?> outcome = resend.sendSome(atEnd);
      if (!outcome.isAccepted()) {
        return giveUp(outcome);
      }
      wakeUp.yieldTurn();
    }
    return true;
  }

  private boolean sendRest() throws IOException, InterruptedException {
    Outcome<?> outcome = progress.sendRest(deferral, STATUS_WAITS);
    restAwaited = true;
    late = outcome.kind() == Outcome.Kind.TRY_AGAIN ? outcome : null;
    if (late != null) {
      messages.log(CoreMessage.STATUS_FIRST, created());
      return true;
    }
    return outcome.isAccepted() || giveUp(outcome);
  }

  /** The server takes them after the run's final status (the protocol, section 20b). */
  private boolean sendLateRest() throws IOException, InterruptedException {
    if (late == null) {
      return true;
    }
    Outcome<?> outcome = progress.sendRest(deferral, Retry.FOREVER);
    return outcome.isAccepted() || giveUp(outcome);
  }

  private void wakeDeferred() {
    progress.deferred(deferral);
  }

  private void acknowledge(Position position) {
    onDisk(() -> Objects.requireNonNull(resend).acknowledge(position));
    deferral.acknowledged(position);
  }

  private void sayDamage() {
    if (reader.missing() > missing) {
      missing = reader.missing();
      messages.sayAbout(directory.path(), CoreMessage.RECORDS_MISSING, missing, directory.path());
    }
    if (reader.damaged() > damaged) {
      damaged = reader.damaged();
      messages.sayAbout(directory.path(), CoreMessage.RECORDS_DAMAGED, directory.path());
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
      messages.log(CoreMessage.NOT_STORED, e, directory.path());
    }
  }

  private boolean deliver(Batch batch, BatchUpload batches) throws InterruptedException {
    Outcome<?> outcome = batches.send(batch, this::acknowledge);
    if (!outcome.isAccepted()) {
      return giveUp(outcome);
    }
    if (batch.alert().isPresent()) {
      acknowledge(batch.beforeAlert());
      outcome = batches.send(batch.alert().get(), batch.end());
      if (!outcome.isAccepted()) {
        return giveUp(outcome);
      }
    }
    acknowledge(batch.end());
    batches.acknowledged();
    return true;
  }

  private boolean report() throws InterruptedException {
    // Unknown only if the disk has lost it.
    RunEnd end = reader.runEnd().orElse(new RunEnd(0, wakeUp.machine().currentTimeMillis()));
    reported = goesOn(retry.until(() -> progress.report(end)));
    return reported;
  }

  /** Whether to carry on after an outcome. A refusal concerns one request only; the rest, all. */
  private boolean goesOn(Outcome<?> outcome) {
    if (outcome.kind() == Outcome.Kind.REFUSED) {
      messages.log(CoreMessage.REQUEST_REFUSED, created(), outcome.why());
    }
    return outcome.isAccepted() || outcome.kind() == Outcome.Kind.REFUSED || giveUp(outcome);
  }

  private boolean giveUp(Outcome<?> outcome) {
    switch (outcome.kind()) {
      case NOT_SIGNED_IN:
        problem = UploadResult.NOT_SIGNED_IN;
        messages.say(
            CoreMessage.KEY_REJECTED,
            key,
            outcome.why(),
            settings.url(Setting.URL_APP) + "/api-keys",
            directory.path());
        break;
      case REFUSED:
        problem = UploadResult.REFUSED;
        messages.sayAbout(
            spec.externalId(), CoreMessage.RUN_REJECTED, outcome.why(), directory.path());
        break;
      default:
        problem = signedIn ? UploadResult.STALLED : UploadResult.AWAY;
        retry.outage().say(outcome.why());
    }
    return false;
  }
}
