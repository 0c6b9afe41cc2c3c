package ai.trainy.pluto.benchmark;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.journal.Record;
import ai.trainy.pluto.journal.RecordType;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Engine;
import ai.trainy.pluto.threads.Machine;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.LocalRun;
import ai.trainy.pluto.upload.UploadContext;
import ai.trainy.pluto.upload.Uploader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Points in a second from a journal of 2,000,000, written before: one uploader until all are
 * acknowledged, and the reading alone. One journal for each iteration.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
// An iteration is one invocation, however long it takes.
@Warmup(iterations = 3, time = 1, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 1, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Benchmark)
public class UploadBenchmark {
  private static final int POINTS = 2_000_000;
  private static final int ROWS = POINTS / TenMetrics.COUNT;

  /** How many points one request carries at most: the default. */
  @Param("20000")
  String batchPoints;

  private LoopbackPluto pluto;
  private RunStore journals;
  private RunDirectory directory;
  private Journal journal;
  private Ledger ledger;
  private long rowsBefore;

  @Setup
  public void open() throws IOException {
    pluto = new LoopbackPluto("upload.batch.points=" + batchPoints);
    journals = new RunStore(pluto.settings().journals());
  }

  @Setup(Level.Invocation)
  public void write() throws IOException {
    long now = System.currentTimeMillis();
    rowsBefore = pluto.server().rows();
    directory =
        journals.create(
            RunSpec.builder()
                .project("benchmark")
                .name("run")
                .externalId("id-" + now)
                .startedAt(now)
                .build());
    journal = new Journal(directory, 1L << 30, Duration.ofSeconds(60), pluto.messages());
    ledger = new Ledger();
    Map<String, Object> values = TenMetrics.map();
    for (int i = 0; i < ROWS; i++) {
      int step = i;
      MetricsRecord row = new MetricsRecord(now, step, TenMetrics.COUNT);
      // No two alike, as measured ones are.
      values.forEach((name, value) -> row.add(name, (Double) value * step));
      journal.append(row);
    }
    ledger.addStored(POINTS);
    journal.appendFinish(new RunEnd(0, now));
  }

  @Benchmark
  @OperationsPerInvocation(POINTS)
  public void upload() throws InterruptedException {
    Machine machine = new DaemonThreads();
    Uploader uploader =
        new Uploader(
            pluto::connect,
            new LocalRun(directory, ledger, pluto.messages()),
            journal,
            new UploadContext(pluto.settings(), pluto.messages(), "the key", machine),
            () -> {});
    uploader.start(new Engine(machine));
    boolean whole = uploader.awaitEnd(Duration.ofMinutes(10));
    long arrived = pluto.server().rows() - rowsBefore;
    if (!whole || arrived != ROWS || ledger.sent() != POINTS) {
      throw new IllegalStateException(arrived + " rows of " + ROWS + " arrived");
    }
  }

  /** The first half of an upload: records back from the disk, checked and decoded. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public void read(Blackhole blackhole) throws IOException {
    try (JournalReader reader = journal.reader()) {
      int rows = 0;
      for (Record record = reader.next();
          record != null && record.type() == RecordType.METRICS;
          record = reader.next()) {
        blackhole.consume(record.metrics());
        rows++;
      }
      if (rows != ROWS) {
        throw new IllegalStateException(rows + " rows of " + ROWS + " read");
      }
    }
  }

  @TearDown(Level.Invocation)
  public void removeJournal() throws IOException {
    // After an upload it is closed and gone.
    journal.close();
    if (Files.exists(directory.path())) {
      directory.remove();
    }
  }

  @TearDown
  public void close() throws IOException {
    pluto.close();
  }
}
