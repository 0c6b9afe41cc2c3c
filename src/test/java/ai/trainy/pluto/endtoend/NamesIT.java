package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Names;
import ai.trainy.pluto.local.DataRow;
import ai.trainy.pluto.local.FileEntry;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names reach Pluto as they are; what it cannot hold is changed, and costs nothing. */
class NamesIT {
  private static final String MARK = "~[0-9a-f]{12}";

  @TempDir Path home;

  @Test
  void namesReachPlutoAsTheyAreAndTheOthersAreKept() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          Jvm.in(home).withAgent().withPluto(pluto.url()).withExampleClient().run(Names.class);

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(pluto.refusals()).isEmpty();
      assertThat(pluto.runs()).as(ended.toString()).hasSize(1);
      RunView run = pluto.runs().get(0);
      checkMetrics(run);
      checkConfig(run);
      checkFiles(run);
      assertThat(run.name()).isEqualTo("\u64cd\u5165 \ud83e\udd89");
      assertThat(run.project()).matches("--" + MARK);
      assertThat(run.tags()).containsExactly("\u6807\u7b7e", "ab\ufffd");
      assertThat(run.dataRows())
          .extracting(DataRow::logName)
          .containsExactlyInAnyOrder("\u8868", "\u76f4\u65b9");
      assertThat(run.alerts()).hasSize(1);
      assertThat(run.status()).isEqualTo("COMPLETED");
      checkSaid(ended);
    }
  }

  private static void checkMetrics(RunView run) {
    assertThat(run.points("\u635f\u5931"))
        .extracting(Point::value)
        .containsExactly(1.0, 1.0 / 2, 1.0 / 3);
    assertThat(run.points("\u7cbe\u5ea6"))
        .extracting(Point::value)
        .containsExactly(0.0, 1.0 / 3, 2.0 / 3);
    List<String> odd =
        run.metricNames().stream().filter(name -> name.contains("~")).collect(Collectors.toList());
    assertThat(odd)
        .hasSize(6)
        .allMatch(name -> run.points(name).size() == 1)
        .allMatch(
            name -> name.matches("(a\ufffd|blank|_constructor/a|n{2587})" + MARK), "its own mark");
    assertThat(run.logNames().keySet()).containsAll(run.metricNames());
  }

  private static void checkConfig(RunView run) {
    assertThat(run.isConfigIndexed()).isTrue();
    assertThat(run.config())
        .containsEntry("lr", List.of(0.1, 0.2))
        .containsEntry("text", "ab\ufffd")
        .containsEntry("_logged", Map.of("lr", "a text"))
        .containsEntry("\u9636\u6bb5", "ab\ufffd")
        .containsEntry("_wandb_notes", "ab\ufffd");
    Map<?, ?> originals = (Map<?, ?>) run.config().get("_pluto_names");
    assertThat(originals.values().stream().map(String::valueOf))
        .containsExactlyInAnyOrder(
            "\u6570\u636e",
            "a\\u0000",
            "a\\ud83e",
            "",
            "constructor/a",
            Names.LONG,
            Names.LONG + "2",
            "../a//b");
    originals
        .keySet()
        .forEach(
            hash ->
                assertThat(run.project() + run.metricNames() + run.files()).contains("~" + hash));
  }

  private static void checkFiles(RunView run) {
    assertThat(run.files()).hasSize(3).allMatch(FileEntry::isUploaded);
    assertThat(run.files().stream().map(file -> file.logName().replaceAll(MARK, "~")))
        .containsExactlyInAnyOrder("\u56fe/\u50cf", "-/a/b~", "artifacts/model/a.txt");
    assertThat(run.files())
        .filteredOn(file -> file.logName().equals("\u56fe/\u50cf"))
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.caption()).contains("\u732b\ufffd");
              assertThat(file.fileName()).startsWith("\u732b--.");
            });
  }

  private void checkSaid(Jvm.Ended ended) throws IOException {
    for (String said :
        List.of(
            "Pluto cannot store the project '\\u6570\\u636e'",
            "Pluto cannot store the name 'a\\u0000'",
            "Skipped 1 config values",
            "'lr' was logged, but is also a config value",
            // Each that was logged, and the originals of seven names.
            " complete: 27 values uploaded")) {
      assertThat(ended.said())
          .as(ended.toString())
          .filteredOn(line -> line.contains(said))
          .hasSize(1);
    }
    assertThat(ended.said()).hasSize(6).allMatch(line -> line.matches("[ -~]{1,2047}"));
    List<Path> logs;
    try (var all = Files.walk(home)) {
      logs = all.filter(file -> file.endsWith("pluto.log")).collect(Collectors.toList());
    }
    assertThat(logs).isNotEmpty();
    for (Path log : logs) {
      assertThat(Files.readAllLines(log))
          .allMatch(line -> line.chars().noneMatch(Character::isISOControl))
          .allMatch(line -> line.length() < 2048);
    }
  }
}
