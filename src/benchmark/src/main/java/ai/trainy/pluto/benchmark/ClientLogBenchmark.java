package ai.trainy.pluto.benchmark;

import ai.trainy.pluto.benchmark.com.wandb.client.WandbRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.json.JSONObject;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * {@code log} of a wandb client that does nothing itself, with ten metrics: woven by the built
 * agent from the advice to the upload, and without. The difference is what we add.
 */
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading"})
@State(Scope.Benchmark)
public class ClientLogBenchmark {
  /** About 50 us of work, so that some 20,000 rows come in a second. */
  private static final int WORK_TOKENS = 20_000;

  /** What is in the JVM. */
  public enum AgentState {
    /** The client is as it was compiled. */
    NONE,
    /** The client is woven, and nothing is behind the hook. */
    UNPLUGGED,
    /** As for a user. */
    PLUGGED
  }

  @Param AgentState agent;

  private final JSONObject row = TenMetrics.json();
  private CountingServer server;
  private Path directory;
  private WandbRun run;
  private int step;
  private long rowsBefore;

  /** What a program does between two calls. */
  @State(Scope.Thread)
  public static class Between {
    @Setup(Level.Invocation)
    public void work() {
      Blackhole.consumeCPU(WORK_TOKENS);
    }
  }

  @Setup
  public void start() throws Exception {
    server = new CountingServer();
    directory = Files.createTempDirectory("pluto-benchmark");
    if (agent != AgentState.NONE) {
      Agent.attach(LoopbackPluto.options(server, directory) + "," + LoopbackPluto.AT_FULL_RATE);
    }
  }

  @Setup(Level.Iteration)
  public void init() throws ReflectiveOperationException {
    rowsBefore = server.rows();
    step = 0;
    run = new WandbRun.Builder().withProject("benchmark").build();
    if (agent == AgentState.UNPLUGGED) {
      Agent.unplug();
    }
  }

  @TearDown(Level.Iteration)
  public void finish() {
    run.finish(0);
    long arrived = server.rows() - rowsBefore;
    if (arrived != (agent == AgentState.PLUGGED ? step : 0)) {
      throw new IllegalStateException(step + " rows logged, " + arrived + " arrived");
    }
  }

  @TearDown
  public void close() throws Exception {
    server.close();
    Directories.remove(directory);
  }

  /** As fast as one thread can. */
  @Benchmark
  public JSONObject log() {
    return run.log(row, step++);
  }

  /** As a program does that computes between two calls. */
  @Benchmark
  @SuppressWarnings("unused") // the work is the parameter's own
  public JSONObject logBetweenWork(Between between) {
    return run.log(row, step++);
  }
}
