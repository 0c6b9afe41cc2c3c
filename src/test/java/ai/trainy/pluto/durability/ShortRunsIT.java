package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.upload.Connector;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A service that opens and ends run after run: threads, descriptors and heap stay as they are.
 *
 * <p>The promise is made for {@code -Dpluto.test.runs=10000}; with {@code -Dpluto.test.minutes=60}
 * they are spread over an hour.
 */
@Isolated("what it measures is the whole JVM")
class ShortRunsIT {
  private static final int RUNS = Integer.getInteger("pluto.test.runs", 400);
  private static final Duration TIME =
      Duration.ofMinutes(Integer.getInteger("pluto.test.minutes", 0));
  private static final int OPEN = 200;

  /** The lanes of an engine, with those that pause in the middle of a turn. */
  private static final int THREADS = 33;

  /** What is kept of the latest 1,000 runs, and noise. */
  private static final long SLACK = 3 << 20;

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @TempDir Path directory;

  private final AtomicLong points = new AtomicLong();

  @Test
  void aServiceOfManyShortRunsStaysAsItIs() throws Exception {
    assumeTrue(Files.isDirectory(DESCRIPTORS));
    Pluto pluto = pluto();
    long began = System.nanoTime();
    long heapBefore = 0;
    for (int i = 1; i <= RUNS; i++) {
      Run run = open(pluto, "short-" + i);
      run.finish();
      assertThat(run.ledger().pending()).isZero();
      if (i % 100 == 0) {
        assertThat(threads()).isLessThanOrEqualTo(THREADS);
        assertThat(descriptors()).isLessThanOrEqualTo(10);
      }
      if (i == RUNS / 2) {
        heapBefore = heap();
      }
      long due = began + TIME.toNanos() / RUNS * i;
      Thread.sleep(Math.max(Duration.ofNanos(due - System.nanoTime()).toMillis(), 0));
    }
    long heapAfter = heap();

    assertThat(points).hasValue(RUNS);
    assertThat(heapAfter - heapBefore).isLessThan(SLACK);
    Await.until("no thread", () -> threads() == 0);
    Await.until("no descriptor", () -> descriptors() == 0);
    System.out.printf(
        "%,d runs in %,d s: heap %,d kB after half of them, %,d kB after all%n",
        RUNS,
        Duration.ofNanos(System.nanoTime() - began).toSeconds(),
        heapBefore >> 10,
        heapAfter >> 10);
  }

  @Test
  void anOpenRunTakesLittleMemory() throws Exception {
    Pluto pluto = pluto();
    // What is there once.
    open(pluto, "first").finish();
    long before = heap();
    List<Run> open = new ArrayList<>();
    for (int i = 1; i <= OPEN; i++) {
      open.add(open(pluto, "open-" + i));
    }
    Await.until("all are uploaded", () -> points.get() == OPEN + 1);
    long each = (heap() - before) / OPEN;

    assertThat(each).isLessThan(100_000);
    open.forEach(run -> run.end(0));
    open.forEach(Run::awaitEnd);
    System.out.printf("an open run takes %,d bytes of heap%n", each);
  }

  private static Run open(Pluto pluto, String id) throws IOException {
    Run run = pluto.init(RunSpec.builder().project("soak").name(id).externalId(id).build());
    run.log(Map.of("loss", 1));
    return run;
  }

  private Pluto pluto() {
    Settings settings =
        new Settings(
            new AgentOptions(""),
            Map.of(),
            Map.of(
                "PLUTO_DIR", directory.toString(),
                "PLUTO_API_KEY", "mlpi_0123456789abcdef",
                "PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "10",
                "PLUTO_FINISH_TIMEOUT_SECONDS", "300"));
    return new Pluto(
        settings,
        Connector.of(
            Credential.of(ApiKey.of("mlpi_0123456789abcdef", "PLUTO_API_KEY")), key -> server()),
        new ProgramEnd(),
        new Messages(OutputStream.nullOutputStream()));
  }

  /** A server that says yes and forgets everything: what grows is not it. */
  private PlutoApi server() {
    AtomicLong runs = new AtomicLong();
    return (PlutoApi)
        Proxy.newProxyInstance(
            PlutoApi.class.getClassLoader(),
            new Class<?>[] {PlutoApi.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "signIn":
                  return Outcome.accepted("acme");
                case "create":
                  RunSpec spec = (RunSpec) arguments[0];
                  long id = runs.incrementAndGet();
                  return Outcome.accepted(
                      new RunHandle(id, spec.name(), spec.project(), "http://pluto/" + id, false));
                case "heartbeat":
                  return Outcome.accepted(RunStatus.RUNNING);
                case "sendMetrics":
                  points.addAndGet(((List<?>) arguments[1]).size());
                  return Outcome.accepted(null);
                case "hashCode":
                  return 1;
                default:
                  return method.getReturnType() == Outcome.class ? Outcome.accepted(null) : null;
              }
            });
  }

  private static long heap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().matches("pluto-(writer|journal|uploader|files|heartbeat|status)"))
        .count();
  }

  private long descriptors() {
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      return all.filter(this::isOfARun).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isOfARun(Path descriptor) {
    try {
      Path file = Files.readSymbolicLink(descriptor);
      return file.startsWith(directory) && !file.endsWith("pluto.log");
    } catch (IOException closed) {
      return false;
    }
  }
}
