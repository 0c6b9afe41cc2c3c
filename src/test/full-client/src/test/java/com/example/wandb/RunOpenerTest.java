package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOpenerTest {

  @TempDir Path folder;
  private TestRuns runs;

  @BeforeEach
  void start() {
    runs = new TestRuns(folder);
  }

  @Test
  void givesARunOfWhichNothingIsKnownAnIdAndAName() {
    Run run = runs.open();

    assertThat(run.project()).isEqualTo("uncategorized");
    assertThat(run.id()).matches("[a-z0-9]{8}");
    assertThat(run.name()).matches("[a-z]+-[a-z]+-[1-9][0-9]*");
    assertThat(run.entity()).isNull();
    assertThat(run.notes()).isNull();
    assertThat(run.group()).isNull();
    assertThat(run.jobType()).isNull();
    assertThat(run.tags()).isEmpty();
    assertThat(run.config()).isEmpty();
    assertThat(run.step()).isZero();
    assertThat(runs.open().id()).isNotEqualTo(run.id());
  }

  @Test
  void opensARunWithWhatIsGiven() {
    Run run = runs.open(everything());

    assertThat(run.project()).isEqualTo("owls");
    assertThat(run.entity()).isEqualTo("acme");
    assertThat(run.name()).isEqualTo("first");
    assertThat(run.id()).isEqualTo("r1");
    assertThat(run.notes()).isEqualTo("a try");
    assertThat(run.group()).isEqualTo("g");
    assertThat(run.jobType()).isEqualTo("train");
    assertThat(run.tags()).containsExactly("b", "a");
    assertThat(run.config()).isEqualTo(Map.of("rate", 0.5));
  }

  @Test
  void writesEverythingIntoTheInfo() {
    JSONObject info = RunReader.of(runs.open(everything()).dir()).info();

    assertThat(info.toMap())
        .containsEntry("id", "r1")
        .containsEntry("project", "owls")
        .containsEntry("entity", "acme")
        .containsEntry("name", "first")
        .containsEntry("notes", "a try")
        .containsEntry("group", "g")
        .containsEntry("jobType", "train")
        .containsEntry("tags", List.of("b", "a"))
        .containsEntry("forkFrom", "r0?_step=41")
        .containsEntry("state", "running")
        .containsEntry("exitCode", null)
        .containsEntry("startedAt", "2026-11-25T03:23:38.500Z")
        .containsEntry("finishedAt", null);
    assertThat(info.getJSONObject("config").getDouble("rate")).isEqualTo(0.5);
  }

  @Test
  void takesWhatIsNotGivenFromTheEnvironment() {
    runs.environment.putAll(
        Map.of(
            "WANDB_PROJECT", "owls",
            "WANDB_ENTITY", "acme",
            "WANDB_NAME", "first",
            "WANDB_NOTES", "a try",
            "WANDB_TAGS", "b, a,,",
            "WANDB_RUN_GROUP", "g",
            "WANDB_JOB_TYPE", "train",
            "WANDB_RUN_ID", "r1",
            "WANDB_DIR", folder.resolve("there").toString()));

    Run run = runs.openElsewhere(InitOptions.builder());

    assertThat(run.project()).isEqualTo("owls");
    assertThat(run.entity()).isEqualTo("acme");
    assertThat(run.name()).isEqualTo("first");
    assertThat(run.notes()).isEqualTo("a try");
    assertThat(run.tags()).containsExactly("b", "a");
    assertThat(run.group()).isEqualTo("g");
    assertThat(run.jobType()).isEqualTo("train");
    assertThat(run.id()).isEqualTo("r1");
    assertThat(run.dir()).hasParent(folder.resolve("there/wandb"));
  }

  @Test
  void prefersWhatIsGivenToTheEnvironment() {
    runs.environment.putAll(
        Map.of("WANDB_PROJECT", "env", "WANDB_TAGS", "env", "WANDB_DIR", "/nowhere"));

    Run run = runs.open(InitOptions.builder().project("owls").tags(List.of("t")));

    assertThat(run.project()).isEqualTo("owls");
    assertThat(run.tags()).containsExactly("t");
    assertThat(run.dir()).startsWith(folder);
  }

  @Test
  void takesAnEmptyVariableForNone() {
    runs.environment.putAll(Map.of("WANDB_PROJECT", "", "WANDB_RUN_ID", "", "WANDB_TAGS", ""));

    Run run = runs.open();

    assertThat(run.project()).isEqualTo("uncategorized");
    assertThat(run.id()).hasSize(8);
    assertThat(run.tags()).isEmpty();
  }

  @Test
  void namesTheDirectoryForTimeAndRun() {
    Run run = runs.open(InitOptions.builder().id("r1"));

    assertThat(run.dir())
        .isEqualTo(
            folder.toAbsolutePath().resolve("wandb").resolve("offline-run-20261125_032338-r1"));
    assertThat(run.url()).startsWith("file:/").contains("offline-run-20261125_032338-r1");
  }

  @Test
  void givesEachRunADirectoryOfItsOwn() {
    Run first = runs.open(InitOptions.builder().id("r1"));
    Run second = runs.open(InitOptions.builder().id("r1"));

    assertThat(second.dir()).isNotEqualTo(first.dir()).isDirectory();
    assertThat(second.step()).isZero();
  }

  @Test
  void resumesARunAfterItsHighestStep() {
    try (Run before = runs.open(InitOptions.builder().id("r1").name("first"))) {
      before.log(Map.of("loss", 3), 41);
    }
    runs.sleep(60);

    Run run = runs.open(InitOptions.builder().id("r1").resume(true));
    assertThat(run.step()).isEqualTo(42);
    run.log(Map.of("loss", 2));

    RunReader reader = RunReader.latest(folder);
    assertThat(RunReader.all(folder)).hasSize(1);
    assertThat(reader.rows()).extracting(row -> row.getLong("_step")).containsExactly(41L, 42L);
    assertThat(reader.info().getString("state")).isEqualTo("running");
    assertThat(reader.info().getString("startedAt")).isEqualTo(TestRuns.NOW.toString());
    assertThat(reader.info().getString("resumedAt"))
        .isEqualTo(TestRuns.NOW.plusSeconds(60).toString());
  }

  @Test
  void resumesWithWhatTheRunHadWhereNothingElseIsGiven() {
    runs.open(everything()).finish(3);

    Run run =
        runs.open(
            InitOptions.builder().id("r1").resume(true).notes("again").config(Map.of("epochs", 2)));

    assertThat(run.project()).isEqualTo("owls");
    assertThat(run.name()).isEqualTo("first");
    assertThat(run.tags()).containsExactly("b", "a");
    assertThat(run.notes()).isEqualTo("again");
    assertThat(run.config()).containsOnlyKeys("rate", "epochs");
    assertThat(RunReader.of(run.dir()).info().isNull("exitCode")).isTrue();
  }

  @Test
  void resumesTheNewestDirectoryOfARun() {
    runs.open(InitOptions.builder().id("r1")).close();
    runs.sleep(5);
    Run second = runs.open(InitOptions.builder().id("r1"));
    second.close();
    runs.open(InitOptions.builder().id("other-r1")).close();

    Run run = runs.open(InitOptions.builder().id("r1").resume(true));

    assertThat(run.dir()).isEqualTo(second.dir());
  }

  @Test
  void opensANewRunIfThereIsNoneToResume() {
    Run run = runs.open(InitOptions.builder().id("r1").resume(true));

    assertThat(run.id()).isEqualTo("r1");
    assertThat(run.step()).isZero();
  }

  @Test
  void goesOnAfterTheStepItWasForkedFrom() {
    assertThat(runs.open(everything()).step()).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(strings = {"r0", "r0?_step=", "r0?_step=-1", "?_step=3", "r0?loss=3"})
  void refusesAForkThatNamesNoStep(String fork) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runs.open(InitOptions.builder().forkFrom(fork)))
        .withMessage("forkFrom takes ID?_step=N, not '%s'", fork);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAForkOfTheRunItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runs.open(InitOptions.builder().id("r1").forkFrom("r1?_step=3")))
        .withMessage("run r1 cannot be forked from itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "..", "a b", "a:b", "-a"})
  void refusesAnIdThatIsNoFileName(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> runs.open(InitOptions.builder().id(id)))
        .withMessageEndingWith("'" + id + "'");
  }

  @Test
  void throwsIfTheDirectoryCannotBeMade() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> runs.openElsewhere(InitOptions.builder().dir(file)))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static InitOptions.Builder everything() {
    return InitOptions.builder()
        .project("owls")
        .entity("acme")
        .name("first")
        .id("r1")
        .notes("a try")
        .group("g")
        .jobType("train")
        .tags(List.of("b", "a"))
        .config(Map.of("rate", 0.5))
        .forkFrom("r0?_step=41");
  }
}
