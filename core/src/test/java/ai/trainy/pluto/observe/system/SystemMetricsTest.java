package ai.trainy.pluto.observe.system;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Lane;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SystemMetricsTest {
  private final DaemonThreads threads = new DaemonThreads();
  private final Messages messages = new Messages(new ByteArrayOutputStream());

  @TempDir Path directory;

  private static final class Taker implements SystemMetrics.Recipient {
    private final List<Sample> samples = new CopyOnWriteArrayList<>();
    private volatile boolean over;
    private volatile boolean failing;

    @Override
    public boolean isOver() {
      return over;
    }

    @Override
    public void take(Sample sample) throws IOException {
      samples.add(sample);
      if (failing) {
        throw new IOException("no room");
      }
    }
  }

  private static final class Counted implements Source {
    private final AtomicInteger measured = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @Override
    public void measure(Sample into) {
      into.put("sys/count", measured.incrementAndGet());
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  private SystemMetrics every(Duration period, Source... sources) {
    return new SystemMetrics(
        new Lane("pluto-system", 1, threads),
        () -> List.of(sources),
        period,
        System::currentTimeMillis,
        messages);
  }

  @Test
  void oneSampleIsForAllRuns() {
    Counted source = new Counted();
    SystemMetrics metrics = every(Duration.ofMillis(50), source);
    Taker first = new Taker();
    Taker second = new Taker();
    metrics.add(first);
    metrics.add(second);

    Await.until("samples", () -> first.samples.size() > 2 && second.samples.size() > 2);
    assertThat(first.samples).containsAll(second.samples);
    first.over = true;
    second.over = true;
  }

  @Test
  void aShortProgramPaysNothing() {
    Counted source = new Counted();
    SystemMetrics metrics = every(Duration.ofMillis(200), source);
    Taker run = new Taker();
    run.over = true;
    metrics.add(run);

    Await.until("it is over", () -> source.closed.get() == 1);
    assertThat(source.measured).hasValue(0);
  }

  @Test
  void nothingIsMeasuredOnceTheLastRunIsOverAndItBeginsAnewWithTheNext() {
    Counted source = new Counted();
    SystemMetrics metrics = every(Duration.ofMillis(20), source);
    Taker run = new Taker();
    metrics.add(run);
    Await.until("a sample", () -> !run.samples.isEmpty());
    run.over = true;
    Await.until("sources are let go of", () -> source.closed.get() == 1);

    Taker next = new Taker();
    metrics.add(next);

    Await.until("a sample", () -> !next.samples.isEmpty());
    next.over = true;
  }

  @Test
  void aSourceThatFailsIsNotAskedAgainAndTheOthersAre() {
    AtomicInteger asked = new AtomicInteger();
    Counted good = new Counted();
    SystemMetrics metrics =
        every(
            Duration.ofMillis(10),
            into -> {
              asked.incrementAndGet();
              throw new IOException("hidden");
            },
            good);
    Taker run = new Taker();
    metrics.add(run);

    Await.until("samples", () -> run.samples.size() > 3);
    assertThat(asked).hasValue(1);
    assertThat(run.samples.get(3).values()).containsOnlyKeys("sys/count");
    run.over = true;
  }

  @Test
  void aRunThatTakesNoMoreCostsTheOthersNothing() {
    SystemMetrics metrics = every(Duration.ofMillis(10), new Counted());
    Taker broken = new Taker();
    broken.failing = true;
    Taker good = new Taker();
    metrics.add(broken);
    metrics.add(good);

    Await.until("samples", () -> good.samples.size() > 3);
    assertThat(broken.samples).hasSize(1);
    good.over = true;
  }

  @Test
  void thisMachineHasTheNamesOfTheProtocol() {
    Sample sample = new Sample(4000);
    for (Source source : SystemMetrics.sources(Path.of("/"), directory, threads, messages)) {
      try (Source closed = source) {
        closed.measure(sample);
      } catch (Exception e) {
        throw new AssertionError(source.getClass().toString(), e);
      }
    }

    assertThat(sample.values())
        .containsKeys(
            "sys/memory.used",
            "sys/disk.used",
            "sys/jvm.heap.used",
            "sys/jvm.heap.committed",
            "sys/jvm.nonheap.used",
            "sys/jvm.threads",
            "sys/jvm.classes",
            "sys/jvm.direct.used");
    assertThat(sample.values().keySet())
        .allMatch(name -> name.matches("sys/[a-z0-9_]+(\\.[a-z0-9_]+)+"))
        .anyMatch(name -> name.matches("sys/jvm\\.gc\\.[a-z0-9_]+\\.time_ms"));
  }

  @Test
  void aMachineThatHidesItsFilesIsMeasuredAsTheJdkKnowsIt() {
    assertThat(sampledBelow(directory.resolve("none")).values())
        .containsKeys("sys/memory.used", "sys/disk.used", "sys/jvm.heap.used");
  }

  @Test
  void ofAMachineThatHidesSomeOfItsFilesTheOthersAreMeasured() throws IOException {
    Files.createDirectories(directory.resolve("proc/net"));
    Files.writeString(directory.resolve("proc/stat"), "cpu0 1 1 1 1 1 1 1 1\n");
    Files.writeString(directory.resolve("proc/net/dev"), "lo: 7 1 0 0 0 0 0 0 9 1 0 0 0 0 0 0\n");

    assertThat(sampledBelow(directory).values())
        .containsEntry("sys/network.bytes_recv", 7.0)
        .containsKeys("sys/disk.used", "sys/jvm.heap.used")
        .doesNotContainKey("sys/memory.used");
  }

  /** The third sample, of which nobody is told anything. */
  private Sample sampledBelow(Path top) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Messages silent = new Messages(said);
    SystemMetrics metrics =
        new SystemMetrics(
            new Lane("pluto-system", 1, threads),
            () -> SystemMetrics.sources(top, directory, threads, silent),
            Duration.ofMillis(10),
            System::currentTimeMillis,
            silent);
    Taker run = new Taker();
    metrics.add(run);
    Await.until("samples", () -> run.samples.size() > 2);
    run.over = true;
    assertThat(said.size()).isZero();
    return run.samples.get(2);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void gpusReportByOneProcessThatEndsWithTheSampling() throws Exception {
    Path tool =
        tool(
            "echo $$ >> " + directory + "/started",
            "echo '0, NVIDIA A100-SXM4-40GB, 35, 12, 1024, 53.21'",
            "echo '1, NVIDIA A100-SXM4-40GB, [N/A], 0, 1, [N/A]'",
            "exec sleep 100000");
    Gpus gpus = new Gpus(tool.toString(), Duration.ofDays(1), threads, messages);

    Await.until(
        "both GPUs",
        () -> measured(gpus).values().containsKey("sys/gpu.1.nvidia_a100_sxm4_40gb.memory.used"));
    assertThat(measured(gpus).values())
        .containsEntry("sys/gpu.0.nvidia_a100_sxm4_40gb.utilization", 35.0)
        .containsEntry("sys/gpu.0.nvidia_a100_sxm4_40gb.memory.utilization", 12.0)
        .containsEntry("sys/gpu.0.nvidia_a100_sxm4_40gb.memory.used", 1024.0 * (1 << 20))
        .containsEntry("sys/gpu.0.nvidia_a100_sxm4_40gb.power", 53_210.0)
        .doesNotContainKey("sys/gpu.1.nvidia_a100_sxm4_40gb.power");

    List<String> started = Files.readAllLines(directory.resolve("started"));
    assertThat(started).hasSize(1);
    ProcessHandle process = ProcessHandle.of(Long.parseLong(started.get(0))).orElseThrow();
    gpus.close();
    Await.until("it has ended", () -> !process.isAlive());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aToolThatWritesNonsenseIsEnded() throws Exception {
    Path tool = tool("echo $$ > " + directory + "/started", "while :; do echo nonsense; done");
    Gpus gpus = new Gpus(tool.toString(), Duration.ofDays(1), threads, messages);

    measured(gpus);

    Await.until("it has started", () -> Files.exists(directory.resolve("started")));
    Await.until("it has ended", () -> isEnded(directory.resolve("started")));
    assertThat(measured(gpus).values()).isEmpty();
  }

  private static boolean isEnded(Path started) {
    try {
      String pid = Files.readString(started).trim();
      return !pid.isEmpty()
          && ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Sample measured(Gpus gpus) {
    Sample sample = new Sample(System.currentTimeMillis());
    try {
      gpus.measure(sample);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return sample;
  }

  private Path tool(String... lines) throws IOException {
    Path tool = directory.resolve("nvidia-smi");
    Files.writeString(tool, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    return tool;
  }
}
