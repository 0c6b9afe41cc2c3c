package ai.trainy.pluto.benchmark;

import ai.trainy.pluto.Run;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A short program: opens a run, logs 200,000 points as fast as it can and finishes. With the
 * default patience of 5 s; it fails if anything is left behind then.
 *
 * <p>{@code cold} is a JVM's first and only run, as such programs are.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
public class BurstBenchmark {
  private static final int POINTS = 200_000;

  private final Map<String, Object> row = TenMetrics.map();
  private LoopbackPluto pluto;

  @Setup
  public void open() throws IOException {
    pluto = new LoopbackPluto("");
  }

  @Benchmark
  @Fork(5)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public void cold() throws IOException {
    burst();
  }

  @Benchmark
  @Fork(1)
  @Warmup(iterations = 10)
  @Measurement(iterations = 10)
  public void warm() throws IOException {
    burst();
  }

  private void burst() throws IOException {
    long rowsBefore = pluto.server().rows();
    Run run = pluto.init();
    for (int i = 0; i < POINTS / TenMetrics.COUNT; i++) {
      run.log(row);
    }
    run.finish();
    long arrived = (pluto.server().rows() - rowsBefore) * TenMetrics.COUNT;
    if (arrived != POINTS) {
      throw new IllegalStateException(POINTS - arrived + " points of " + POINTS + " left behind");
    }
  }

  @TearDown
  public void close() throws IOException {
    pluto.close();
  }
}
