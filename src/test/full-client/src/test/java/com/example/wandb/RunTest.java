package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {

  @TempDir Path folder;
  private TestRuns runs;
  private Run run;
  private RunReader reader;

  @BeforeEach
  void open() {
    runs = new TestRuns(folder);
    run = runs.open();
    reader = RunReader.of(run.dir());
  }

  @Test
  void logsARowAtEachStep() {
    run.log(Map.of("loss", 0.5));
    run.log(Map.of("loss", 0.25));

    assertThat(run.step()).isEqualTo(2);
    assertThat(steps()).containsExactly(0L, 1L);
    assertThat(reader.rows()).extracting(row -> row.getDouble("loss")).containsExactly(0.5, 0.25);
  }

  @Test
  void goesOnAtTheStepThatWasGiven() {
    run.log(Map.of("a", 1), 10);
    assertThat(run.step()).isEqualTo(10);
    run.log(Map.of("b", 2), 10);
    run.log(Map.of("c", 3));

    assertThat(run.step()).isEqualTo(11);
    assertThat(steps()).containsExactly(10L, 10L, 10L);
  }

  @Test
  void dropsRowsForEarlierStepsAndWarnsOnce() {
    PrintStream stderr = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      run.log(Map.of("a", 1), 10);
      run.log(Map.of("a", 2), 9);
      run.log(Map.of("a", 3), -1);
    } finally {
      System.setErr(stderr);
    }

    assertThat(run.step()).isEqualTo(10);
    assertThat(steps()).containsExactly(10L);
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("wandb: WARNING a row for step 9 was dropped: the run is at step 10");
  }

  @Test
  void logsARowOfNothing() {
    run.log(Map.of());

    assertThat(steps()).containsExactly(0L);
  }

  @Test
  void keepsTheTimeOfARow() {
    run.log(Map.of("a", 1));

    assertThat(reader.rows().get(0).getDouble("_timestamp"))
        .isEqualTo(TestRuns.NOW.toEpochMilli() / 1000.0);
  }

  @Test
  void takesARowWholeOrNotAtAll() {
    Image missing = Image.of(folder.resolve("missing.png"));

    assertThatThrownBy(() -> run.log(Map.of("a", 1, "image", missing)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing.png");

    assertThat(run.step()).isZero();
    assertThat(reader.rows()).isEmpty();
  }

  @Test
  void refusesARowThatIsNull() {
    assertThatNullPointerException().isThrownBy(() -> run.log(null));
  }

  @Test
  void takesRowsFromManyThreads() {
    IntStream.range(0, 400).parallel().forEach(i -> run.log(Map.of("i", i)));

    assertThat(steps()).containsExactly(LongStream.range(0, 400).boxed().toArray(Long[]::new));
    assertThat(reader.rows())
        .extracting(row -> row.getInt("i"))
        .containsExactlyInAnyOrder(IntStream.range(0, 400).boxed().toArray(Integer[]::new));
  }

  @Test
  void logsAfterAnInterrupt() {
    Thread.currentThread().interrupt();
    run.log(Map.of("a", 1));
    assertThat(Thread.interrupted()).isTrue();
    run.log(Map.of("a", 2));

    assertThat(reader.rows()).hasSize(2);
  }

  @Test
  void finishesWithAnExitCode() {
    run.finish(3);

    assertThat(reader.info().getString("state")).isEqualTo("finished");
    assertThat(reader.info().getInt("exitCode")).isEqualTo(3);
    assertThat(reader.info().getString("finishedAt")).isEqualTo(TestRuns.NOW.toString());
  }

  @Test
  void finishesOnce() {
    run.finish(3);
    run.finish();
    run.close();

    assertThat(reader.info().getInt("exitCode")).isEqualTo(3);
  }

  @Test
  void finishesWellWhenClosed() {
    run.close();

    assertThat(reader.info().getString("state")).isEqualTo("finished");
    assertThat(reader.info().getInt("exitCode")).isZero();
  }

  @Test
  void refusesEverythingAfterItsEnd() {
    run.finish();
    Map<String, Runnable> calls =
        Map.of(
            "log", () -> run.log(Map.of(), 0),
            "setTags", () -> run.setTags(List.of()),
            "addTags", () -> run.addTags("a"),
            "alert", () -> run.alert("a", "b"),
            "save", () -> run.save("*"),
            "logArtifact", () -> run.logArtifact(new Artifact("a", "b")));

    calls.forEach(
        (name, call) ->
            assertThatIllegalStateException()
                .isThrownBy(call::run)
                .withMessage("%s was called after run %s was finished", name, run.id()));
    assertThatIllegalStateException().isThrownBy(() -> run.log(Map.of()));
    assertThat(run.step()).isZero();
  }

  @Test
  void replacesItsTags() {
    run.addTags("a", "b");
    run.setTags(List.of("c"));

    assertThat(run.tags()).containsExactly("c");
    assertThat(reader.info().getJSONArray("tags")).containsExactly("c");
  }

  @Test
  void addsTagsThatItHasNot() {
    run.addTags("b", "a");
    run.addTags("a", "c");

    assertThat(run.tags()).containsExactly("b", "a", "c");
    assertThat(reader.info().getJSONArray("tags")).containsExactly("b", "a", "c");
  }

  @Test
  void keepsItsTagsIfANewOneIsNull() {
    run.addTags("a");

    assertThatNullPointerException().isThrownBy(() -> run.addTags("b", null));
    assertThat(run.tags()).containsExactly("a");
  }

  @Test
  void keepsAlerts() {
    run.log(Map.of("loss", "NaN"));
    run.alert("Low", "the loss is 0.1");
    run.alert("Gone", "the loss\nis NaN", AlertLevel.ERROR);

    List<JSONObject> alerts = reader.alerts();
    assertThat(alerts).extracting(a -> a.getString("title")).containsExactly("Low", "Gone");
    assertThat(alerts)
        .extracting(a -> a.getString("text"))
        .containsExactly("the loss is 0.1", "the loss\nis NaN");
    assertThat(alerts).extracting(a -> a.getString("level")).containsExactly("INFO", "ERROR");
    assertThat(alerts).extracting(a -> a.getLong("_step")).containsExactly(1L, 1L);
  }

  @Test
  void refusesAnAlertWithoutTitle() {
    assertThatNullPointerException().isThrownBy(() -> run.alert(null, "text"));
    assertThat(reader.alerts()).isEmpty();
  }

  private List<Long> steps() {
    return reader.rows().stream().map(row -> row.getLong("_step")).collect(Collectors.toList());
  }
}
