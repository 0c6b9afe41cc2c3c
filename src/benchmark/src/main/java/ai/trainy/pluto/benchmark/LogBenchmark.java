package ai.trainy.pluto.benchmark;

import com.wandb.client.WandbRun;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * {@code log} of ten metrics on the caller's thread, with a pause between calls as a training step
 * makes one: run with and without the agent, the difference is the agent's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class LogBenchmark {
  /** A step of some 20 us: 50,000 rows a second, more than any training logs. */
  private static final long STEP_TOKENS = 8_000;

  private WandbRun run;
  private JSONObject row;

  /** Opens a run. */
  @Setup
  public void open() {
    run = new WandbRun.Builder().withProject("benchmark").build();
    row = new JSONObject();
    for (int i = 0; i < 10; i++) {
      row.put("train/metric-" + i, i * 0.1);
    }
  }

  /** Ends it. */
  @TearDown
  public void close() {
    run.finish(0);
  }

  /** The step alone: what the others cost besides {@code log}. */
  @Benchmark
  public void step() {
    Blackhole.consumeCPU(STEP_TOKENS);
  }

  /** A step, then {@code log}. */
  @Benchmark
  public void stepAndLog() {
    Blackhole.consumeCPU(STEP_TOKENS);
    run.log(row);
  }

  /** {@code log} as fast as it goes. */
  @Benchmark
  public void log() {
    run.log(row);
  }
}
