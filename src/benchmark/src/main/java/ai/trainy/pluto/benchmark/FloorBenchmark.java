package ai.trainy.pluto.benchmark;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What no {@code log} can be better than on this machine: a call as long that only computes, and
 * one write of a record's size. Their rare slow calls are the scheduler's and the kernel's.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class FloorBenchmark {
  /** About 50 us of work, so that some 20,000 calls come in a second. */
  private static final int WORK_TOKENS = 20_000;

  /** About as long as a call of log. */
  private static final int CALL_TOKENS = 600;

  private static final int RECORD_BYTES = 320;

  private final byte[] record = new byte[RECORD_BYTES];
  private Path path;
  private RandomAccessFile file;

  @Setup
  public void open() throws IOException {
    path = Files.createTempFile("pluto-benchmark", ".bin");
  }

  @Setup(Level.Iteration)
  public void create() throws IOException {
    file = new RandomAccessFile(path.toFile(), "rw");
    file.setLength(0);
  }

  @Setup(Level.Invocation)
  public void work() {
    Blackhole.consumeCPU(WORK_TOKENS);
  }

  @Benchmark
  public void compute() {
    Blackhole.consumeCPU(CALL_TOKENS);
  }

  @Benchmark
  public void write() throws IOException {
    file.write(record);
  }

  @TearDown(Level.Iteration)
  public void close() throws IOException {
    file.close();
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(path);
  }
}
