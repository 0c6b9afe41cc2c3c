package ai.trainy.pluto;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalFullException;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.journal.RecordTooLargeException;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.observe.console.Console;
import ai.trainy.pluto.observe.system.SystemMetrics;
import ai.trainy.pluto.route.PlainValue;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.LocalRun;
import ai.trainy.pluto.upload.Upload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An open run. Thread-safe.
 *
 * <p>No method throws because of Pluto, the network, the disk or a value. Data that cannot be
 * stored is counted and reported once, and does not affect other data. Once {@code log} has
 * returned, the data it stored survives the end of the process.
 */
public final class Run implements AutoCloseable {
  /** Readers use doubles for steps: beyond this, two steps would be equal (the protocol, 8.3). */
  private static final long MAX_STEP = (1L << 53) - 1;

  /** Writing a line takes a thousandth of this, unless the disk hangs. */
  static final Duration LEAST_FOR_LOG = Duration.ofMillis(100);

  private static final String DROPPED = "sys/pluto.dropped";

  private final RunSpec spec;
  private final Path directory;
  private final Journal journal;
  private final RunFiles files;
  private final Upload upload;
  private final Ledger ledger;
  private final Refusals refusals;
  private final Routing routing;
  private final EndLine endLine;
  private final Messages messages;
  private final OpenRuns runs;

  private final AtomicLong nextStep = new AtomicLong(1);
  private final ConfigValues config;
  private final LogClock clock;
  private final AtomicLong unreported = new AtomicLong();
  private List<String> tags;

  /** Guarded by {@link #reporting}. */
  private long dropped;

  private final ReentrantLock reporting = new ReentrantLock();
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile Runnable beforeEnd = () -> {};

  private volatile long deadline;
  private volatile boolean leftToLater;

  /** Whether only data logged by the program itself is still accepted. */
  private volatile boolean lastCall;

  Run(LocalRun local, Journal journal, Upload upload, Routing routing, OpenRuns runs) {
    RunDirectory runDirectory = local.directory();
    this.spec = runDirectory.spec();
    this.directory = runDirectory.path();
    this.journal = journal;
    this.upload = upload;
    this.ledger = local.ledger();
    this.messages = local.messages();
    NameChanges names = new NameChanges(this::store, messages);
    this.refusals = new Refusals(runDirectory, ledger, names, messages);
    this.files = new RunFiles(local, upload, refusals);
    this.routing = routing;
    this.endLine = runs.endLine();
    this.runs = runs;
    this.tags = spec.tags();
    this.clock = new LogClock(runs::timeOfDay, messages);
    this.config = new ConfigValues(spec.config().keySet(), this::store, refusals, messages);
    journal.tellLost(this::lost);
  }

  /** Returns the project of the run. */
  public String project() {
    return spec.project();
  }

  /** Returns the name shown to people. */
  public String name() {
    return spec.name();
  }

  /** Returns the id by which the same run can be found again. */
  public String externalId() {
    return spec.externalId();
  }

  /** Returns the directory that holds the run until it is uploaded. */
  public Path directory() {
    return directory;
  }

  /**
   * Returns the run as the server knows it.
   *
   * @param atMost how long to wait for the server; an interrupt ends the wait
   * @return empty if there is no answer yet, or will be none
   */
  public Optional<RunHandle> answer(Duration atMost) {
    try {
      return upload.awaitAnswer(atMost);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Logs values at the step after the highest one so far. The first step is 1. */
  public void log(Map<String, ?> values) {
    log(values, takeStep());
  }

  /** Returns the step at which {@link #log(Map)} would log, and reserves it. */
  public long takeStep() {
    return nextStep.getAndIncrement();
  }

  /** Gives a reserved step back, unless a row was logged at a later one meanwhile. */
  public void giveBack(long step) {
    nextStep.compareAndSet(step + 1, step);
  }

  /**
   * Logs values at a step. Numbers become points; {@link Media} files; {@link Histogram} and {@link
   * Table} series. Texts, booleans, lists, maps and nulls become config: the latest value counts,
   * and goes to {@code _logged} if config already has a value of that name. Any other value is
   * skipped and counted. Keys that a client adds to rows for its own use are ignored. {@code
   * PLUTO_NUMBER_LISTS} and {@code PLUTO_NESTED_MAPS} control how lists of numbers and maps are
   * logged.
   *
   * @param values names and values; read before this method returns and not retained
   * @param step 0 to 2^53-1
   */
  public void log(Map<String, ?> values, long step) {
    if (ending.get()) {
      refusals.afterEnd(values.size());
      return;
    }
    if (step < 0 || step > MAX_STEP) {
      refusals.refuse(values.size(), CoreMessage.STEP_OUT_OF_RANGE, step, MAX_STEP);
      return;
    }
    nextStep.accumulateAndGet(step + 1, Math::max);
    long now = clock.now();
    MetricsRecord metrics = journal.metrics(now, step, values.size());
    Row row = new Row(now, step, metrics, routing, refusals);
    row.addAll(values);
    for (MetricsRecord each : row.metrics()) {
      if (each.size() > 0) {
        store(each.size(), each, Journal::append);
      }
    }
    if (!row.config().isEmpty()) {
      config.log(row.config());
    }
    for (DataRow data : row.data()) {
      store(1, data, Journal::append);
    }
    for (MediaGroup group : row.media()) {
      files.save(group, row.step(), row.time());
    }
  }

  /** Logs values at a step that may be invalid: then nothing is logged, and a message says so. */
  public void log(Map<String, ?> values, Number step) {
    long whole = step.longValue();
    if (step.doubleValue() == whole && Math.abs(step.doubleValue()) <= MAX_STEP) {
      log(values, whole);
    } else {
      refusals.refuse(values.size(), CoreMessage.STEP_NOT_WHOLE, step, MAX_STEP);
    }
  }

  /**
   * Merges values into the run's config, nested objects key by key. A value that is not a plain
   * value is stored as text.
   */
  public void updateConfig(Map<String, ?> values) {
    if (ending.get()) {
      refusals.afterEnd(values.size());
      return;
    }
    config.update(PlainValue.ofConfig(values));
  }

  /** Returns whether the run only accepts data logged by the program itself, if any. */
  boolean isOver() {
    return ending.get() || lastCall;
  }

  /** Adds system metrics to the run until it ends. */
  public void measureBy(SystemMetrics sampler) {
    samples().listenTo(sampler);
  }

  RunSamples samples() {
    long startedAt = spec.startedAt();
    Health health = new Health(ledger, journal::bytesOnDisk, upload::retries, startedAt);
    return new RunSamples(unlogged(), health, startedAt, upload::begun);
  }

  /** Adds the program's output to the run until it ends. */
  public void logOutputOf(Console console) {
    upload.withConsole();
    beforeEnd = console::bringUpToDate;
    output().listenTo(console);
  }

  RunConsole output() {
    return new RunConsole(unlogged());
  }

  private Unlogged unlogged() {
    return new Unlogged(journal, ledger, this::isOver);
  }

  /** Appends a record to a journal. Both are parameters, so that it captures nothing. */
  interface Append<T> {
    void append(Journal journal, T record) throws IOException;
  }

  private boolean store(Map<String, Object> values) {
    return store(values.size(), values, Journal::appendConfig);
  }

  /** Stores values in the journal; returns whether they are there. */
  private <T> boolean store(int values, T record, Append<T> how) {
    try {
      // Counted first: the uploader must never find more sent than stored.
      ledger.addStored(values);
      how.append(journal, record);
      if (unreported.get() > 0) {
        reportDropped();
      }
      if (leftToLater) {
        messages.sayAbout(directory, CoreMessage.LOGGED_LATE, name(), directory);
      }
      return true;
    } catch (JournalFullException e) {
      ledger.addStored(-values);
      unreported.addAndGet(values);
      if (e.isOfAllRuns()) {
        refusals.refuse(
            values,
            CoreMessage.DISK_FULL,
            e.limitMegabytes(),
            directory.resolveSibling("").resolveSibling(""),
            Setting.DISK_LIMIT_MEGABYTES.variable());
      } else {
        refusals.refuse(
            values,
            CoreMessage.JOURNAL_FULL,
            e.limitMegabytes(),
            directory,
            Setting.JOURNAL_LIMIT_MEGABYTES.variable());
      }
    } catch (RecordTooLargeException e) {
      ledger.addStored(-values);
      unreported.addAndGet(values);
      refusals.refuse(values, CoreMessage.RECORD_TOO_LARGE, Reason.of(e));
    } catch (IOException e) {
      ledger.addStored(-values);
      unreported.addAndGet(values);
      if (ending.get()) {
        refusals.afterEnd(values);
        return false;
      }
      refusals.refuse(
          values, CoreMessage.JOURNAL_UNWRITABLE, directory, Reason.of(e), Setting.DIR.variable());
    }
    return false;
  }

  /** Counts values that were buffered for a later write, which then failed. */
  private void lost(long values) {
    ledger.addStored(-values);
    unreported.addAndGet(values);
    refusals.refuse(values, CoreMessage.BUFFER_LOST, directory);
  }

  /** Reports the number of values lost to the disk or its limit as a metric of the run. */
  private void reportDropped() {
    // The reporting thread may wait for the disk; no other thread should.
    if (!reporting.tryLock()) {
      return;
    }
    try {
      reportDroppedNow();
    } finally {
      reporting.unlock();
    }
  }

  private void reportDroppedNow() {
    long fresh = unreported.getAndSet(0);
    if (fresh == 0) {
      return;
    }
    dropped += fresh;
    MetricsRecord count = new MetricsRecord(clock.now(), lastStep(), 1);
    count.add(DROPPED, (double) dropped);
    try {
      ledger.addStored(1);
      journal.appendBeyondLimit(count);
    } catch (IOException e) {
      ledger.addStored(-1);
      dropped -= fresh;
      unreported.addAndGet(fresh);
    }
  }

  /**
   * Copies a file as it is now, and uploads it in the background as {@code save/NAME}. Takes as
   * long as copying the file.
   */
  public void save(Path file) {
    if (ending.get()) {
      refusals.afterEnd(1);
    } else {
      files.save(file, lastStep());
    }
  }

  /**
   * Saves each regular file that matches a pattern, see {@link #save(Path)}.
   *
   * @param pattern a path in which {@code *}, {@code ?} and {@code [...]} match parts of a name,
   *     and {@code **} any directories
   */
  public void save(String pattern) {
    if (ending.get()) {
      refusals.afterEnd(1);
    } else {
      files.save(pattern, lastStep());
    }
  }

  /**
   * Copies the files of an artifact as they are now, and uploads them in the background as {@code
   * artifacts/ARTIFACT/ENTRY}. Takes as long as copying the files.
   */
  public void logArtifact(Artifact artifact) {
    if (ending.get()) {
      refusals.afterEnd(artifact.files().size());
    } else {
      files.save(artifact, lastStep());
    }
  }

  /**
   * Logs a single file as an artifact, {@code artifacts/NAME}; see {@link #logArtifact(Artifact)}.
   *
   * @param name the artifact's name; null for the name of the file
   */
  public void logArtifact(Path file, @Nullable String name) {
    if (ending.get()) {
      refusals.afterEnd(1);
    } else {
      files.saveArtifact(file, name, lastStep());
    }
  }

  private long lastStep() {
    return Math.max(nextStep.get() - 1, 0);
  }

  /**
   * Replaces the run's tags, except its group and job type. At most 50 tags are kept and, of
   * several groups, the last; a message on stderr reports each kind of excess.
   */
  public synchronized void setTags(Collection<String> assigned) {
    List<String> fitting = new Tags(messages).assigned(assigned, tags);
    if (fitting.equals(tags)) {
      return;
    }
    if (ending.get()) {
      refusals.afterEnd(0);
    } else if (store(0, fitting, Journal::appendTags)) {
      tags = fitting;
    }
  }

  /** Adds tags to the run's, as in {@link #setTags}. */
  public synchronized void addTags(Collection<String> added) {
    List<String> all = new ArrayList<>(tags);
    all.addAll(added);
    setTags(all);
  }

  /** Returns the run's tags, including its group and job type. */
  public synchronized List<String> tags() {
    return tags;
  }

  /** Sends an alert: Pluto mails it to the members of the organization, once. */
  public void alert(String title, String text, Alert.Level level) {
    if (ending.get()) {
      refusals.afterEnd(1);
      return;
    }
    Alert alert = new Alert(clock.now(), level, PlainValue.text(title), PlainValue.text(text));
    store(1, alert, Journal::append);
  }

  /** Finishes the run with exit code 0, see {@link #finish(int)}. */
  public void finish() {
    finish(0);
  }

  /**
   * Ends the run and waits for its upload, at most 5 s ({@code PLUTO_FINISH_TIMEOUT_SECONDS}). The
   * upload of the remaining data continues in the background; the data is in the journal. A second
   * call does nothing. An interrupt ends the wait, and the thread stays interrupted. While the JVM
   * shuts down, this method does not wait: all runs are awaited together after the last shutdown
   * hook.
   *
   * @param exitCode 0 for success; determines the run's final status
   */
  public void finish(int exitCode) {
    end(exitCode);
    awaitEnd();
  }

  /** Ends the run without waiting: the first half of {@link #finish(int)}. */
  public void end(int exitCode) {
    beforeEnd.run();
    if (!ending.compareAndSet(false, true)) {
      return;
    }
    deadline = runs.deadline();
    files.end(runs.until(deadline));
    try {
      reportDropped();
      journal.appendFinish(new RunEnd(exitCode, runs.timeOfDay()));
    } catch (IOException e) {
      messages.log(CoreMessage.RUN_END_NOT_STORED, e);
    }
    upload.runEnded();
  }

  /** Returns whether the run has ended and accepts no more data. */
  public boolean isEnded() {
    return ending.get();
  }

  /** Waits for the upload: the second half of {@link #finish(int)}. Only after {@link #end}. */
  public void awaitEnd() {
    if (!runs.isLeftToTheLastHook()) {
      runs.await(List.of(this), deadline);
    }
  }

  /**
   * Records how the run ends unless the program finishes it, because the JVM is shutting down. The
   * run continues.
   */
  void expectEnd(int exitCode, Map<String, Object> cause) {
    if (ending.get()) {
      return;
    }
    try {
      journal.appendExpectedEnd(new RunEnd(exitCode, runs.timeOfDay(), cause));
    } catch (IOException e) {
      messages.log(CoreMessage.RUN_END_NOT_STORED, e);
    }
    upload.flush();
  }

  /**
   * Data logged from now on is stored, but its upload is not awaited.
   *
   * @param seal returns whether no more data can come; called before the run's directory is removed
   */
  void lastCall(BooleanSupplier seal) {
    if (!ending.get()) {
      beforeEnd.run();
      reportDropped();
    }
    lastCall = true;
    upload.lastCall(seal);
  }

  /** Ends the wait for this run. Data that hooks log later is stored, and a message says so. */
  void leaveToLater() {
    leftToLater = upload.isOnline();
  }

  /**
   * Accepts no more files; returns false if one is being copied. Only for a JVM with no hook left.
   */
  boolean seal() {
    return files.seal();
  }

  /**
   * Waits for the upload. On a terminal, a progress bar shows a large one.
   *
   * @param by the deadline, on the clock of the runs
   * @return whether the whole journal was uploaded
   */
  boolean awaitUpload(long by) throws InterruptedException {
    UploadProgress progress = new UploadProgress(files.waitingBytes(), messages);
    boolean carried = false;
    boolean over = false;
    while (progress.isShown() && !over && runs.until(by).compareTo(UploadProgress.PERIOD) > 0) {
      progress.show(files.waitingBytes());
      long asked = runs.nanoTime();
      carried = upload.awaitEnd(UploadProgress.PERIOD);
      // An answer before the deadline is final, whatever it is.
      over = runs.nanoTime() - asked < UploadProgress.PERIOD.toNanos();
    }
    progress.end();
    return carried || upload.awaitEnd(runs.until(by));
  }

  /** Sends the final status, without waiting. */
  void sendStatus() {
    upload.sendStatus();
  }

  /**
   * Prints the last line of the run.
   *
   * @param carried whether the whole journal was uploaded
   * @param by the deadline for its final status, if it was not
   */
  void sayEnd(boolean carried, long by) throws InterruptedException {
    sayEndOnce(carried, by);
    Duration left = runs.until(by);
    messages.flush(left.compareTo(LEAST_FOR_LOG) < 0 ? LEAST_FOR_LOG : left);
  }

  private void sayEndOnce(boolean carried, long by) throws InterruptedException {
    if (!carried && !upload.isOnline() && !endLine.isOnlyCopy()) {
      return;
    }
    EndLine.Extent extent = carried ? EndLine.Extent.WHOLE : extent(by);
    String run = answer(Duration.ZERO).map(RunHandle::title).orElseGet(() -> "'" + name() + "'");
    Notice end = endLine.of(run, directory, ledger, extent);
    // A hook may finish the run later, and then the message would be wrong.
    messages.sayAbout(directory + ": " + end, end);
  }

  private EndLine.Extent extent(long by) throws InterruptedException {
    if (!upload.isOnline()) {
      return EndLine.Extent.OFFLINE;
    }
    if (upload.awaitStatus(runs.until(by))) {
      return EndLine.Extent.STATUS;
    }
    return upload.awaitAnswer(Duration.ZERO).isPresent()
        ? EndLine.Extent.CREATED
        : EndLine.Extent.NOTHING;
  }

  /** Returns the counts of the run's values so far. */
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void close() {
    finish();
  }
}
