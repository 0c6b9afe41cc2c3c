package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.upload.Connector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM with many runs costs: threads and open files are bounded. */
class ManyRunsTest {
  /** The threads of an engine, with those that pause in the middle of a turn. */
  private static final int THREADS = 33;

  /** Many times the threads there are; each takes some 30 operations of the disk. */
  private static final int FINISHED = Integer.getInteger("pluto.test.finished", 150);

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @TempDir Path home;

  private final FakePluto server = new FakePluto();
  private final Told told = new Told();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final Map<String, String> environment =
      new HashMap<>(
          Map.of("PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1", "PLUTO_FINISH_TIMEOUT_SECONDS", "60"));

  ManyRunsTest() {
    // It watches over one run at a time.
    server.expectLateData();
  }

  @Test
  void finishedRunsThatWaitForPlutoCostNoThreadAndNoDescriptor() throws Exception {
    assumeTrue(Files.isDirectory(DESCRIPTORS));
    server.goAway();
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "0.001");
    Pluto pluto = pluto(server);
    List<Run> open = new ArrayList<>();
    for (int i = 0; i < FINISHED; i++) {
      if (i % 10 == 0) {
        open.add(run(pluto, "open-" + i));
      }
      run(pluto, "finished-" + i).finish();
      assertThat(alive()).isLessThanOrEqualTo(THREADS);
    }

    // A lock, the segment that is written and the same as it is read.
    Await.until("no descriptor of a finished run", () -> descriptors() <= 3L * open.size());
    assertThat(alive()).isLessThanOrEqualTo(THREADS);
    for (Run run : open) {
      run.log(Map.of("loss", 2));
    }

    server.comeBack();
    open.forEach(run -> run.end(0));
    Await.until("everything is uploaded", () -> directories().isEmpty());
    assertThat(server.points()).hasSize(FINISHED + 2 * open.size());
    assertThat(server.count(Call.CREATE)).isEqualTo(FINISHED + open.size());
    Await.until("no descriptor", () -> descriptors() == 0);
    Await.until("no thread", () -> alive() == 0);
  }

  @Test
  void runsThatComeAndGoLeaveNothingOpen() throws Exception {
    Pluto pluto = pluto(server);
    for (int i = 0; i < 150; i++) {
      run(pluto, "short-" + i).finish();
      assertThat(alive()).isLessThanOrEqualTo(THREADS);
    }

    assertThat(server.points()).hasSize(150);
    assertThat(directories()).isEmpty();
    assertThat(told.count("logging to")).isEqualTo(10);
    assertThat(told.count("values uploaded")).isEqualTo(10);
    if (Files.isDirectory(DESCRIPTORS)) {
      Await.until("no descriptor", () -> descriptors() == 0);
    }
    Await.until("no thread", () -> alive() == 0);
  }

  @Test
  void largeBacklogsDoNotDelayAnotherRunsLastPoint() throws Exception {
    Semaphore permits = new Semaphore(0);
    PlutoApi metered =
        new ForwardingPluto(server) {
          @Override
          public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
            if (run.runName().startsWith("large")) {
              permits.acquireUninterruptibly();
            }
            return super.sendMetrics(run, rows);
          }
        };
    environment.put("PLUTO_UPLOAD_BATCH_POINTS", "1");
    Pluto pluto = pluto(metered);
    Run small = pluto.init(RunSpec.builder().name("small").externalId("small").build());
    Await.until("the small one is created", () -> server.count(Call.CREATE) == 1);
    List<Run> large = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Run run = pluto.init(RunSpec.builder().name("large-" + i).externalId("l" + i).build());
      large.add(run);
      for (int step = 1; step <= 100; step++) {
        run.log(Map.of("loss", step), step);
      }
    }
    Await.until("all threads upload backlogs", () -> permits.getQueueLength() == 8);
    small.log(Map.of("last", 1));
    small.end(0);

    // A turn for those that have begun, and one for each backlog.
    permits.release(20);

    Await.until("the last point", () -> server.points().contains("last@1=1.0"));
    assertThat(server.points()).hasSizeLessThanOrEqualTo(21);
    permits.release(2_000);
    for (Run run : large) {
      run.finish();
    }
    assertThat(server.points()).hasSize(1_201);
    assertThat(directories()).isEmpty();
  }

  private static Run run(Pluto pluto, String id) throws IOException {
    Run run = pluto.init(RunSpec.builder().name(id).externalId(id).build());
    run.log(Map.of("loss", 1));
    return run;
  }

  private Pluto pluto(PlutoApi api) {
    environment.put("PLUTO_API_KEY", "mlpi_EXAMPLEkey0123456");
    environment.put("PLUTO_DIR", home.toString());
    return new Pluto(
        TestSettings.of(environment),
        Connector.of(
            Credential.of(ApiKey.of("mlpi_EXAMPLEkey0123456", "PLUTO_API_KEY")), key -> api),
        new ProgramEnd(),
        told.messages(),
        new DaemonThreads(
            thread -> {
              threads.removeIf(started -> !started.isAlive());
              thread.start();
              threads.add(thread);
            }));
  }

  private long alive() {
    return threads.stream().filter(Thread::isAlive).count();
  }

  /** How many files of runs are open in this process. */
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
      return file.startsWith(home) && !file.endsWith("pluto.log");
    } catch (IOException closed) {
      return false;
    }
  }

  private List<Path> directories() {
    try (Stream<Path> all = Files.walk(home.resolve(".pluto"), 2)) {
      return all.filter(path -> Files.exists(path.resolve("intent"))).collect(Collectors.toList());
    } catch (IOException | UncheckedIOException e) {
      // One was removed in that moment.
      return List.of(home);
    }
  }
}
