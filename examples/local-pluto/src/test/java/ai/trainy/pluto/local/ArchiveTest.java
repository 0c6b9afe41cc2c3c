package ai.trainy.pluto.local;

import static ai.trainy.pluto.local.TestClient.body;
import static ai.trainy.pluto.local.TestClient.q;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A local Pluto with a directory, ended and started again. */
class ArchiveTest {
  @TempDir Path directory;

  private LocalPluto pluto;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    Options options = new Options();
    options.directory = directory;
    pluto = LocalPluto.start(options);
    client = new TestClient(pluto);
  }

  @AfterEach
  void stop() {
    pluto.close();
  }

  private void restart() throws IOException {
    stop();
    start();
  }

  @Test
  void showsTheSameRunsAfterARestart() throws IOException {
    List<Long> runs = new ShownRuns(client).fill();
    long hostile = new ShownRuns(client).hostile();
    List<String> before =
        Stream.concat(runs.stream(), Stream.of(hostile))
            .map(this::all)
            .collect(Collectors.toList());

    restart();

    assertThat(
            Stream.concat(runs.stream(), Stream.of(hostile))
                .map(this::all)
                .collect(Collectors.toList()))
        .isEqualTo(before);
    assertThat(pluto.run(runs.get(0)).points("train/loss")).hasSize(ShownRuns.STEPS);
    assertThat(pluto.run(runs.get(0)).files().get(0).content().orElseThrow()).isNotEmpty();
  }

  /** All that the page is given of a run. */
  private String all(long run) {
    RunView view = pluto.run(run);
    StringBuilder all = new StringBuilder();
    all.append(view).append(view.config()).append(view.systemMetadata()).append(view.tags());
    all.append(view.statusHistory()).append(view.statusMetadata()).append(view.logNames());
    all.append(view.createdAt()).append(view.statusUpdated()).append(view.dataRows());
    view.metricNames().forEach(name -> all.append(view.arrivals(name)));
    all.append(view.logLines()).append(view.files());
    view.files().forEach(file -> all.append(file.sha256()).append(file.annotations()));
    return all.toString();
  }

  @Test
  void goesOnWhereItLeftOff() throws IOException {
    long run = client.create(q("'runName':'a','projectName':'orbit-lab','externalId':'x'"));
    int total = 0;
    for (int rows : new int[] {1, 300, 211, 512, 1000, 24}) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < rows; i++) {
        lines.append(q("{'time':7,'step':")).append(total++);
        lines
            .append(q(",'data':{'m':0.5,'n':"))
            .append(total % 7 == 0 ? "NaN" : total)
            .append("}}\n");
      }
      client.ingest("metrics", run, lines.toString());
      restart();
    }

    assertThat(pluto.run(run).points("m")).hasSize(total);
    assertThat(pluto.run(run).points("n")).extracting(Point::step).isSorted();
    assertThat(pluto.run(run).last("m").step()).isEqualTo(total - 1);
    HttpResponse<String> again =
        client.post(
            "/api/runs/create", q("{'runName':'a','projectName':'orbit-lab','externalId':'x'}"));
    assertThat(body(again).get("runId").longValue()).isEqualTo(run);
    assertThat(client.create(q("'runName':'b','projectName':'orbit-lab'"))).isEqualTo(run + 1);
    assertThat(pluto.run(run + 1).displayId()).isEqualTo("OL-2");
  }

  @Test
  void showsOfAReplayedStepTheLastPointOnly() throws IOException {
    long run = client.createRun();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1500; i++) {
      lines.append(q("{'time':1,'step':" + i + ",'data':{'m':1}}\n"));
    }
    client.ingest("metrics", run, lines.toString());
    client.ingest("metrics", run, lines.toString().replace("'m':1", "'m':2"));
    restart();

    assertThat(pluto.run(run).points("m")).hasSize(1500);
    assertThat(pluto.run(run).rawRows()).isEqualTo(3000);
    assertThat(pluto.run(run).pointCount()).isEqualTo(1500);
  }

  @Test
  void needsNoEndToBeFoundAgain(@TempDir Path copies) throws Exception {
    long run = client.createRun();
    client.ingest("metrics", run, q("{'time':1,'step':1,'data':{'m':1}}"));

    // what a crash would leave: the files as they are while the server goes on
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    for (int copy = 0; pointsIn(copies.resolve("copy" + copy), run) == 0; copy++) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(100);
    }
  }

  private long pointsIn(Path copy, long run) throws IOException {
    Files.createDirectories(copy);
    Files.copy(directory.resolve("pluto.db"), copy.resolve("pluto.db"));
    Options options = new Options();
    options.directory = copy;
    try (LocalPluto other = LocalPluto.start(options)) {
      return other.runs().stream()
          .filter(view -> view.runId() == run)
          .mapToLong(RunView::pointCount)
          .sum();
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void isForItsOwnerAlone(@TempDir Path parent) throws IOException {
    Archive.make(parent.resolve("a/b"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("a/b"))))
        .isEqualTo("rwx------");
  }

  @Test
  void belongsToOneServerAtATime() {
    assertThatIOException()
        .isThrownBy(() -> Archive.open(directory))
        .withMessageContaining("in use by another local Pluto");
  }

  @Test
  void keepsFilesWhateverTheyAreCalled() throws IOException {
    long run = new ShownRuns(client).hostile();

    assertThat(pluto.run(run).files().get(0).isUploaded()).isTrue();
    try (Stream<Path> files = Files.list(directory.resolve("files"))) {
      assertThat(files).allMatch(file -> file.getFileName().toString().matches("[0-9a-f]{64}"));
    }
  }

  @Test
  void answers404ForAFileThatTheRunDoesNotHave() throws IOException {
    long run = new ShownRuns(client).hostile();
    int files = pluto.run(run).files().size();

    assertThat(client.get("/local/runs/" + run + "/files/" + files).statusCode()).isEqualTo(404);
    assertThat(client.get("/local/runs/" + run + "/files/-1").statusCode()).isEqualTo(404);
  }
}
