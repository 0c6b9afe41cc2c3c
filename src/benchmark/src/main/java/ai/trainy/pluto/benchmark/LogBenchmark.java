package ai.trainy.pluto.benchmark;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.upload.Ledger;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** {@code Run.log} of ten metrics on the caller's thread, while they are uploaded beside it. */
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LogBenchmark {
  /** About 50 us of work, so that some 20,000 rows come in a second. */
  private static final int WORK_TOKENS = 20_000;

  /** A run for each iteration: what is logged goes up before the next, and the journal is short. */
  @State(Scope.Benchmark)
  public static class OpenRun {
    private LoopbackPluto pluto;
    private Run run;
    private long rowsBefore;

    @Setup
    public void open() throws IOException {
      pluto = new LoopbackPluto(LoopbackPluto.AT_FULL_RATE);
    }

    @Setup(Level.Iteration)
    public void init() throws IOException {
      rowsBefore = pluto.server().rows();
      run = pluto.init();
    }

    @TearDown(Level.Iteration)
    public void finish() {
      run.finish();
      Ledger ledger = run.ledger();
      long arrived = (pluto.server().rows() - rowsBefore) * TenMetrics.COUNT;
      if (ledger.refused() > 0 || arrived != ledger.stored()) {
        throw new IllegalStateException(
            ledger.refused()
                + " refused, "
                + ledger.stored()
                + " stored, "
                + arrived
                + " arrived; "
                + pluto.said());
      }
    }

    @TearDown
    public void close() throws IOException {
      pluto.close();
    }
  }

  /** What a thread of the program has at hand. */
  @State(Scope.Thread)
  public static class Row {
    private final Map<String, Object> values = TenMetrics.map();
    private long step;
  }

  /** What a program does between two calls. */
  @State(Scope.Thread)
  public static class Between {
    @Setup(Level.Invocation)
    public void work() {
      Blackhole.consumeCPU(WORK_TOKENS);
    }
  }

  /** As fast as one thread can. */
  @Benchmark
  @Threads(1)
  public void one(OpenRun open, Row row) {
    open.run.log(row.values, row.step++);
  }

  /** As fast as four threads can, into one run. */
  @Benchmark
  @Threads(4)
  public void four(OpenRun open, Row row) {
    open.run.log(row.values, row.step++);
  }

  /** As a program does that computes between two calls. */
  @Benchmark
  @Threads(1)
  @SuppressWarnings("unused") // the work is the parameter's own
  public void betweenWork(OpenRun open, Row row, Between between) {
    open.run.log(row.values, row.step++);
  }
}
