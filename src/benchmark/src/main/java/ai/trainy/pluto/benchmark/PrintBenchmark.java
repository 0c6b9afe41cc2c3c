package ai.trainy.pluto.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.console.Console;
import ai.trainy.pluto.threads.DaemonThreads;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a printed line costs whoever prints it, beside the printing itself. */
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class PrintBenchmark {
  /** About a millisecond of work: some thousand lines in a second. */
  private static final int WORK_TOKENS = 400_000;

  private static final byte[] LINE =
      "epoch 12 step 3456 loss 0.123456 accuracy 0.98765 lr 0.0001\n".getBytes(UTF_8);

  private final Page page = new Page();
  private final Console console = console();

  /** Counts the lines it is given. */
  private static final class Page implements Console.Recipient {
    private final AtomicLong lines = new AtomicLong();

    @Override
    public boolean isOver() {
      return false;
    }

    @Override
    public void take(List<ConsoleLines.Line> some) {
      lines.addAndGet(some.size());
    }
  }

  private Console console() {
    Console made =
        new Console(
            new DaemonThreads(),
            UTF_8,
            UTF_8,
            Console::redaction,
            new Messages(OutputStream.nullOutputStream()));
    made.add(page);
    return made;
  }

  @TearDown(Level.Trial)
  public void linesHaveArrived() {
    console.bringUpToDate();
    if (page.lines.get() == 0) {
      throw new IllegalStateException("no line has arrived");
    }
  }

  @Benchmark
  public void betweenWork() {
    Blackhole.consumeCPU(WORK_TOKENS);
    console.printed(false, LINE, 0, LINE.length);
  }

  @Benchmark
  public void work() {
    Blackhole.consumeCPU(WORK_TOKENS);
  }

  @Benchmark
  public void fullRate() {
    console.printed(false, LINE, 0, LINE.length);
  }

  @Benchmark
  @Threads(4)
  public void fullRateOfFourThreads() {
    console.printed(false, LINE, 0, LINE.length);
  }
}
