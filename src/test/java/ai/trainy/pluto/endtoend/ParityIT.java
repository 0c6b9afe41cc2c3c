package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Everything;
import ai.trainy.pluto.local.DataRow;
import ai.trainy.pluto.local.FileEntry;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import com.example.wandb.RunReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that a client can log, through one that the agent knows by a binding file alone: what
 * Pluto got against what the client itself kept, value by value.
 */
class ParityIT {
  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("launchers")
  void whatPlutoHasIsWhatTheClientKept(String launcher) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          Jvm.of(launcher, home)
              .withAgent()
              .withPluto(pluto.url())
              .withExampleClient()
              .run(Everything.class);

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.stdout()).isEqualTo("done\n");
      assertThat(ended.said()).as(ended.toString()).hasSize(2);
      RunView run = pluto.run("everything", "every001");
      Kept kept = new Kept(RunReader.latest(home));
      assertThat(numbers(run)).containsExactlyInAnyOrderElementsOf(kept.numbers());
      assertThat(media(run)).containsExactlyInAnyOrderElementsOf(kept.files());
      assertThat(histograms(run)).containsExactlyInAnyOrderElementsOf(kept.histograms());
      assertSameTable(run, kept);
      assertSameConfig(run, kept);
      assertSameRun(run, kept);
      assertSameAlerts(run, kept);
      assertFiles(run);
      assertMarks(run);
      assertNames(run);
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  private static List<String> numbers(RunView run) {
    List<String> numbers = new ArrayList<>();
    for (String name : run.metricNames()) {
      for (Point point : run.points(name)) {
        numbers.add(name + "@" + point.step() + "=" + point.value());
      }
    }
    return numbers;
  }

  private static List<String> media(RunView run) {
    return run.files().stream()
        .filter(file -> !file.logName().matches("(save|artifacts)/.*"))
        .filter(file -> !file.fileType().equals("mask"))
        .map(
            file ->
                file.logName()
                    + "@"
                    + file.step()
                    + "["
                    + file.sampleIndex()
                    + "] "
                    + file.caption().orElse("-")
                    + ": "
                    + Kept.content(file.content().orElseThrow()))
        .collect(Collectors.toList());
  }

  private static List<String> histograms(RunView run) {
    return run.dataRows().stream()
        .filter(row -> row.dataType().equals("HISTOGRAM"))
        .peek(row -> assertThat(row.isReadable()).isTrue())
        .map(
            row -> {
              JSONObject data = new JSONObject(row.data());
              JSONObject bins = data.getJSONObject("bins");
              return row.logName()
                  + "@"
                  + row.step()
                  + " "
                  + data.getJSONArray("freq")
                  + " "
                  + bins.getDouble("min")
                  + " "
                  + bins.getDouble("max");
            })
        .collect(Collectors.toList());
  }

  private static void assertSameTable(RunView run, Kept kept) {
    List<DataRow> tables =
        run.dataRows().stream()
            .filter(row -> row.dataType().equals("TABLE"))
            .collect(Collectors.toList());
    assertThat(tables).hasSize(1);
    JSONObject table = new JSONObject(tables.get(0).data());
    JSONObject wanted = kept.table("samples");
    List<Object> columns = new ArrayList<>();
    table.getJSONArray("col").forEach(column -> columns.add(((JSONObject) column).get("name")));
    assertThat(columns).isEqualTo(wanted.getJSONArray("columns").toList());
    assertThat(table.getJSONArray("table").toList())
        .isEqualTo(wanted.getJSONArray("data").toList());
  }

  private static void assertSameConfig(RunView run, Kept kept) {
    Map<String, Object> wanted = new LinkedHashMap<>(kept.info().getJSONObject("config").toMap());
    wanted.putAll(new JSONObject(kept.others()).toMap());
    wanted.put("o/null", null);
    // The client keeps what an Optional calls itself; Pluto has what is in it.
    wanted.put("o/optional", "there");
    wanted.put("_wandb_notes", kept.info().getString("notes"));
    wanted.put("_wandb_run_id", kept.info().getString("id"));
    assertThat(asRead(run.config())).isEqualTo(asRead(wanted));
    assertThat(run.config()).containsEntry("o/null", null).containsKey("o/null");
  }

  /** With the types that reading JSON gives. */
  private static Map<String, Object> asRead(Map<String, Object> map) {
    return new JSONObject(new JSONObject(map).toString()).toMap();
  }

  private static void assertSameRun(RunView run, Kept kept) {
    assertThat(run.name()).isEqualTo(kept.info().getString("name"));
    assertThat(run.status()).isEqualTo("COMPLETED");
    List<Object> tags = new ArrayList<>(kept.info().getJSONArray("tags").toList());
    tags.add("group:g1");
    tags.add("job_type:parity");
    assertThat(run.tags())
        .containsExactlyInAnyOrderElementsOf(
            tags.stream().map(Object::toString).collect(Collectors.toList()));
  }

  private static void assertSameAlerts(RunView run, Kept kept) {
    assertThat(run.alerts()).hasSize(1);
    assertThat(run.alerts().get(0).title()).isEqualTo(kept.alerts().get(0).getString("title"));
    assertThat(run.alerts().get(0).body()).isEqualTo(kept.alerts().get(0).getString("text"));
    assertThat(run.alerts().get(0).level()).isEqualTo("WARNING");
  }

  private static void assertFiles(RunView run) {
    assertThat(run.files())
        .filteredOn(file -> file.logName().matches("(save|artifacts)/.*"))
        .extracting(file -> file.logName() + " " + file.caption().orElse("-") + " " + file.size())
        .containsExactlyInAnyOrder(
            "save/a.txt a.txt 1",
            "save/b.txt b.txt 0",
            "save/owl.png owl.png " + size(run, "i/file"),
            "artifacts/best/pictures/owl.png pictures/owl.png " + size(run, "i/file"),
            "artifacts/best/a.txt a.txt 1",
            "artifacts/best/b.txt b.txt 0",
            "artifacts/notes/a.txt a.txt 1");
  }

  private static long size(RunView run, String name) {
    return run.files().stream()
        .filter(file -> file.logName().equals(name))
        .mapToLong(FileEntry::size)
        .findFirst()
        .orElseThrow();
  }

  private static void assertMarks(RunView run) {
    List<FileEntry> files =
        run.files().stream()
            .filter(file -> file.logName().equals("i/marked"))
            .collect(Collectors.toList());
    assertThat(files).extracting(FileEntry::fileType).containsExactlyInAnyOrder("png", "mask");
    FileEntry image = files.get(0).fileType().equals("mask") ? files.get(1) : files.get(0);
    FileEntry mask = files.get(0) == image ? files.get(1) : files.get(0);
    JSONObject marks = new JSONObject(image.annotations().orElseThrow());
    JSONObject truth = marks.getJSONObject("masks").getJSONObject("truth");
    assertThat(truth.getString("fileName")).isEqualTo(mask.fileName());
    assertThat(truth.getJSONObject("class_labels").toMap())
        .isEqualTo(Map.of("0", "sky", "1", "owl"));
    assertThat(mask.step()).isEqualTo(image.step());
    JSONObject box =
        marks
            .getJSONObject("boxes")
            .getJSONObject("predictions")
            .getJSONArray("box_data")
            .getJSONObject(0);
    assertThat(box.getString("box_caption")).isEqualTo("owl 0.91");
    assertThat(box.getJSONObject("position").getDouble("minX")).isEqualTo(0.1);
  }

  private static void assertNames(RunView run) {
    assertThat(run.logNames())
        .containsEntry("i/file", "IMAGE")
        .containsEntry("i/list", "IMAGE")
        .containsEntry("s/samples", "AUDIO")
        .containsEntry("s/video", "VIDEO")
        .containsEntry("weights", "HISTOGRAM")
        .containsEntry("samples", "TABLE")
        .containsEntry("save/a.txt", "ARTIFACT")
        .containsEntry("n/int", "METRIC")
        .doesNotContainKey("page");
  }

  @Test
  void theOtherWayOfListsAndMapsIsASetting() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.in(home)
          .withAgent("number.lists=histogram,nested.maps=metrics")
          .withPluto(pluto.url())
          .withExampleClient()
          .run(Everything.class);

      RunView run = pluto.run("everything", "every001");
      assertThat(run.points("o/map.a")).extracting(Point::value).containsExactly(1.0);
      assertThat(run.config()).containsEntry("o/map.b.c", "d").doesNotContainKey("o/map");
      assertThat(run.logNames()).containsEntry("o/array", "HISTOGRAM");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  @Test
  void whatPlutoHasNoPlaceForIsSaidToThoseWhoLookClosely() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          Jvm.in(home)
              .withAgent()
              .withPluto(pluto.url())
              .withExampleClient()
              .variable("PLUTO_DEBUG_LEVEL", "DEBUG")
              .run(Everything.class);

      assertThat(ended.said())
          .filteredOn(line -> line.contains("Skipped 'page': it is a com.example.wandb.Html"))
          .hasSize(1);
    }
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
