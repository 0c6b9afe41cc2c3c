package ai.trainy.pluto;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.RunIntent;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalFullException;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.journal.RecordTooLargeException;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.StagedFiles;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.route.FileName;
import ai.trainy.pluto.route.MetricName;
import ai.trainy.pluto.route.NotPlainException;
import ai.trainy.pluto.route.PlainValue;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.Upload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A run that is being logged to. Safe for use by several threads.
 *
 * <p>Nothing here throws for what Pluto, the network or the disk do, or for what a value is: what
 * cannot be kept is counted and said once, and never costs more than itself. Once {@code log} has
 * returned, what it kept survives the end of the process.
 */
public final class Run implements AutoCloseable {
  /** Readers of steps use doubles: beyond this, two steps would be one (the protocol, 8.3). */
  private static final long MAX_STEP = (1L << 53) - 1;

  private static final String DROPPED = "sys/pluto.dropped";

  private final RunIntent intent;
  private final Path directory;
  private final Journal journal;
  private final StagedFiles files;
  private final long filesLimit;
  private final Upload upload;
  private final Ledger ledger;
  private final Duration patience;
  private final Notices notices;
  private final Consumer<Run> whenEnded;

  private final AtomicLong nextStep = new AtomicLong(1);
  private final Map<String, Object> lastConfig = new ConcurrentHashMap<>();
  private final AtomicLong unreported = new AtomicLong();
  private long dropped;
  private final AtomicBoolean ending = new AtomicBoolean();
  private volatile long deadline;

  Run(
      RunIntent intent,
      Path directory,
      Journal journal,
      StagedFiles files,
      long filesLimit,
      Upload upload,
      Ledger ledger,
      Duration patience,
      Notices notices,
      Consumer<Run> whenEnded) {
    this.intent = intent;
    this.directory = directory;
    this.journal = journal;
    this.files = files;
    this.filesLimit = filesLimit;
    this.upload = upload;
    this.ledger = ledger;
    this.patience = patience;
    this.notices = notices;
    this.whenEnded = whenEnded;
  }

  /** The project the run is logged to. */
  public String project() {
    return intent.project();
  }

  /** The name people see. */
  public String name() {
    return intent.name();
  }

  /** The id under which the same run can be found again. */
  public String externalId() {
    return intent.externalId();
  }

  /** Logs at the step after the highest one so far; the first is 1. */
  public void log(Map<String, ?> values) {
    log(values, nextStep.getAndIncrement());
  }

  /**
   * Logs values at a step. Numbers become points; texts, booleans, lists, maps and nulls become
   * config, where the latest value counts; anything else is refused.
   *
   * @param values names and values; read before this returns and never kept
   * @param step 0 to 2^53-1
   */
  public void log(Map<String, ?> values, long step) {
    if (ending.get()) {
      refuseAfterEnd(values.size());
      return;
    }
    if (step < 0 || step > MAX_STEP) {
      refuse(
          values.size(),
          "step",
          "step " + step + " is outside 0 to " + MAX_STEP + ", which is what Pluto holds");
      return;
    }
    nextStep.accumulateAndGet(step + 1, Math::max);
    MetricsRecord metrics = new MetricsRecord(System.currentTimeMillis(), step, values.size());
    Map<String, Object> config = null;
    for (Map.Entry<String, ?> entry : values.entrySet()) {
      String name = entry.getKey();
      Object value = entry.getValue();
      if (MetricName.isOfTheClient(name)) {
        continue;
      }
      if (name == null || name.isBlank()) {
        refuse(1, "blank name", "a value has a blank name");
      } else if (value instanceof Number) {
        if (metrics.size() == MetricsRecord.MAX_VALUES) {
          store(metrics);
          metrics = new MetricsRecord(System.currentTimeMillis(), step, values.size());
        }
        add(metrics, name, (Number) value);
      } else {
        config = config == null ? new LinkedHashMap<>() : config;
        addIfChanged(config, name, value);
      }
    }
    store(metrics);
    store(config);
  }

  private void add(MetricsRecord metrics, String name, Number value) {
    if (name.length() > MetricsRecord.MAX_NAME_LENGTH) {
      refuse(1, "long name", "a value's name has " + name.length() + " characters");
      return;
    }
    double number;
    try {
      number = PlainValue.asDouble(value);
    } catch (RuntimeException e) {
      // A Number of the program's own, computed when it is asked.
      refuse(1, "value " + name, "'" + name + "' has no number (" + e.getClass().getName() + ")");
      return;
    }
    metrics.add(MetricName.clean(name), number);
  }

  private void addIfChanged(Map<String, Object> config, String name, Object value) {
    Object plain;
    try {
      plain = PlainValue.of(value);
    } catch (NotPlainException e) {
      refuse(
          1,
          "value " + name,
          "'" + name + "' is " + e.getMessage() + ", which Pluto has no place for");
      return;
    }
    String key = PlainValue.text(name);
    Object kept = plain == null ? NULL : plain;
    if (!Objects.equals(lastConfig.put(key, kept), kept)) {
      config.put(key, plain);
    }
  }

  /** Stands for null in {@link #lastConfig}, which takes none. */
  private static final Object NULL = new Object();

  private void store(MetricsRecord metrics) {
    if (metrics.size() > 0) {
      store(metrics.size(), () -> journal.append(metrics));
    }
  }

  private void store(Map<String, Object> config) {
    if (config != null
        && !config.isEmpty()
        && !store(config.size(), () -> journal.appendConfig(config))) {
      // Not kept, so not the last value: the same one again is news.
      lastConfig.keySet().removeAll(config.keySet());
    }
  }

  private interface Append {
    void run() throws IOException;
  }

  /** Whether the values are in the journal. */
  private boolean store(int values, Append append) {
    try {
      // Counted first: the uploader must never find more sent than stored.
      ledger.addStored(values);
      append.run();
      if (unreported.get() > 0 || journal.hasLost()) {
        reportDropped();
      }
      return true;
    } catch (JournalFullException e) {
      ledger.addStored(-values);
      unreported.addAndGet(values);
      refuse(
          values,
          "full",
          e.getMessage()
              + " in "
              + directory
              + ". Raise "
              + Setting.JOURNAL_LIMIT_MEGABYTES.variable()
              + ", or see why Pluto takes no data");
    } catch (RecordTooLargeException e) {
      ledger.addStored(-values);
      unreported.addAndGet(values);
      refuse(values, "large", e.getMessage());
    } catch (IOException e) {
      ledger.addStored(-values);
      unreported.addAndGet(values);
      if (ending.get()) {
        refuseAfterEnd(values);
        return false;
      }
      refuse(
          values,
          "disk",
          "the journal in "
              + directory
              + " cannot be written ("
              + e.getMessage()
              + "). Set "
              + Setting.DIR.variable()
              + " to a directory with room");
    }
    return false;
  }

  /** The count of values that the disk or its limit has cost is a metric of the run. */
  private synchronized void reportDropped() {
    long lost = journal.takeLost();
    if (lost > 0) {
      // They were taken for writing later, and the disk did not take them then.
      ledger.addStored(-lost);
      unreported.addAndGet(lost);
      refuse((int) lost, "disk", "the disk of " + directory + " did not take what waited for it");
    }
    long fresh = unreported.getAndSet(0);
    if (fresh == 0) {
      return;
    }
    dropped += fresh;
    long step = Math.max(nextStep.get() - 1, 0);
    MetricsRecord count = new MetricsRecord(System.currentTimeMillis(), step, 1);
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

  private void refuseAfterEnd(int values) {
    refuse(values, "after end", "values were logged after the run's end");
  }

  private void refuse(int values, String kind, String reason) {
    ledger.addRefused(values);
    notices.say(kind, reason + "; it does not reach Pluto, nor do others like it.");
  }

  /**
   * Keeps a file as it is now, and uploads it in the background as {@code save/NAME}. Takes as long
   * as copying it does.
   */
  public void save(Path file) {
    String name = file.toAbsolutePath().getFileName().toString();
    logFile("save/" + name, name, file);
  }

  /**
   * Keeps a file of an artifact as it is now, and uploads it in the background as {@code
   * artifacts/ARTIFACT/ENTRY}. Takes as long as copying it does.
   *
   * @param artifact the artifact's name
   * @param entry the file's path within it
   */
  public void logArtifact(String artifact, String entry, Path file) {
    logFile("artifacts/" + artifact + "/" + entry, entry, file);
  }

  private void logFile(String logName, String caption, Path file) {
    if (ending.get()) {
      refuseAfterEnd(1);
      return;
    }
    FileEntry entry =
        new FileEntry(
            LogType.ARTIFACT,
            MetricName.clean(logName),
            FileName.unique(caption, file.toString()),
            0,
            Math.max(nextStep.get() - 1, 0),
            System.currentTimeMillis(),
            PlainValue.text(caption));
    try {
      // Counted first, as values are.
      ledger.addStored(1);
      files.stage(file, entry, filesLimit);
      upload.fileStaged();
    } catch (JournalFullException e) {
      ledger.addStored(-1);
      refuse(
          1,
          "files full",
          "the copies of files that wait for upload take more disk than "
              + Setting.FILES_LIMIT_MEGABYTES.variable()
              + " allows");
    } catch (IOException e) {
      ledger.addStored(-1);
      refuse(1, "file " + logName, "the file " + file + " could not be copied (" + e + ")");
    }
  }

  /** {@link #finish(int)} with exit code 0. */
  public void finish() {
    finish(0);
  }

  /**
   * Ends the run and waits for its upload, 5 s at most ({@code PLUTO_FINISH_TIMEOUT_SECONDS}). What
   * is not uploaded by then goes on in the background and is in the journal. A second call does
   * nothing. A thread that is interrupted stops waiting and stays interrupted.
   *
   * @param exitCode 0 for success; decides the run's final status
   */
  public void finish(int exitCode) {
    end(exitCode);
    awaitEnd();
  }

  /** The first half of {@link #finish(int)}: the run is over. Does not wait. */
  public void end(int exitCode) {
    if (!ending.compareAndSet(false, true)) {
      return;
    }
    deadline = System.nanoTime() + patience.toNanos();
    try {
      reportDropped();
      journal.appendFinish(new RunEnd(exitCode, System.currentTimeMillis()));
    } catch (IOException e) {
      notices.log("the end of the run could not be kept", e);
    }
    upload.hurry();
  }

  /** The second half of {@link #finish(int)}: waits for the upload. Only after {@link #end}. */
  public void awaitEnd() {
    try {
      Duration left = Duration.ofNanos(Math.max(deadline - System.nanoTime(), 0));
      if (upload.awaitEnd(left)) {
        sayEnd("all " + ledger.sent() + " values of '" + name() + "' are in Pluto" + lost());
      } else if (upload.isOnline()) {
        sayEnd(
            ledger.sent()
                + " of "
                + ledger.stored()
                + " values of '"
                + name()
                + "' are in Pluto"
                + lost()
                + "; the rest is kept in "
                + directory);
      }
      whenEnded.accept(this);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String lost() {
    long lost = ledger.refused() + ledger.rejected();
    return lost == 0 ? "" : " (" + lost + " it cannot hold are not)";
  }

  private void sayEnd(String text) {
    notices.say("end of " + directory, text);
  }

  /** What became of the run's values so far. */
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void close() {
    finish();
  }
}
