package ai.trainy.pluto.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.testing.FakePluto.Call;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FakePlutoTest {
  private final FakePluto pluto = new FakePluto();

  @Test
  void takesARunThatKeepsTheRules() {
    RunHandle run = create("heron");
    pluto.registerNames(run, LogType.METRIC, List.of("loss"));
    pluto.sendMetrics(run, List.of(row(1, "loss", 0.5)));
    pluto.updateConfig(run, Map.of("lr", 0.1));
    pluto.updateStatus(run, RunStatus.COMPLETED, OptionalLong.empty(), Map.of());
    pluto.close();

    pluto.assertObeyed();
    assertThat(pluto.points()).containsExactly("loss@1=0.5");
  }

  @Test
  void notesAPointWhoseNameWasNotRegistered() {
    pluto.sendMetrics(create("heron"), List.of(row(1, "loss", 0.5)));

    assertBroken("'loss' has points and was not registered");
  }

  @Test
  void notesANegativeStep() {
    RunHandle run = create("heron");
    pluto.registerNames(run, LogType.METRIC, List.of("loss"));
    pluto.sendMetrics(run, List.of(row(-1, "loss", 0.5)));

    assertBroken("step -1");
  }

  @Test
  void notesARunThatWasNeverCreated() {
    pluto.updateStatus(
        new RunHandle(1, "a", "b", "c", false),
        RunStatus.COMPLETED,
        OptionalLong.empty(),
        Map.of());

    assertBroken("a run that create did not return");
  }

  @Test
  void notesDataAfterTheFinalStatus() {
    RunHandle run = create("heron");
    pluto.updateStatus(run, RunStatus.FAILED, OptionalLong.empty(), Map.of());
    pluto.updateConfig(run, Map.of("lr", 0.1));

    assertBroken("CONFIG after the final status");
  }

  @Test
  void notesACallAfterClose() {
    pluto.close();
    pluto.signIn();

    assertBroken("SIGN_IN after close");
  }

  @Test
  void notesTooManyTagsAndASecondGroup() {
    pluto.create(
        RunSpec.builder()
            .project("p")
            .name("n")
            .externalId("id")
            .tags(Collections.nCopies(51, "group:a"))
            .build(),
        Optional.empty());

    assertBroken("51 tags");
    assertBroken("more than one group:* tag");
  }

  @Test
  void notesConfigThatTheWireCannotCarry() {
    RunHandle run = create("heron");
    pluto.updateConfig(run, Map.of("a", Double.NaN));
    pluto.updateConfig(run, Map.of("b", List.of("\ud83d")));
    pluto.updateConfig(run, Map.of("c\0", 1L));
    pluto.updateConfig(run, Map.of("d", 1));
    pluto.updateConfig(run, Map.of());

    assertBroken("JSON cannot write NaN");
    assertBroken("a lone surrogate");
    assertBroken("U+0000");
    assertBroken("not a plain type: java.lang.Integer");
    assertBroken("an empty config update");
  }

  @Test
  void answersByTheScriptAndThenYes() {
    pluto.failNext(Call.SIGN_IN, Outcome.notSignedIn("no"), Outcome.refused("never"));

    assertThat(pluto.signIn().kind()).isEqualTo(Outcome.Kind.NOT_SIGNED_IN);
    assertThat(pluto.signIn().kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(pluto.signIn().isAccepted()).isTrue();
  }

  @Test
  void takesTheRowsBeforeABadOne() {
    RunHandle run = create("heron");
    pluto.registerNames(run, LogType.METRIC, List.of("loss"));
    pluto.refuseRows(row -> row.step() == 2);

    Outcome<Void> outcome =
        pluto.sendMetrics(run, List.of(row(1, "loss", 1), row(2, "loss", 2), row(3, "loss", 3)));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(pluto.points()).containsExactly("loss@1=1.0");
  }

  @Test
  void returnsTheSameRunForTheSameExternalId() {
    RunHandle first = create("heron");
    RunHandle again = create("heron");

    assertThat(again.runId()).isEqualTo(first.runId());
    assertThat(again.resumed()).isTrue();
    assertThat(create("egret").runId()).isNotEqualTo(first.runId());
  }

  @Test
  void keepsTheWorseOfTwoFinalStatusesUnlessTheRunIsResumed() {
    RunHandle run = create("heron");
    pluto.updateStatus(run, RunStatus.FAILED, OptionalLong.empty(), Map.of());
    assertThat(
            pluto.updateStatus(run, RunStatus.COMPLETED, OptionalLong.of(1), Map.of()).isAccepted())
        .isTrue();
    assertThat(pluto.statuses()).containsExactly(RunStatus.FAILED);
    assertThat(pluto.statusTime()).isEmpty();

    pluto.resume(run);
    pluto.updateStatus(run, RunStatus.COMPLETED, OptionalLong.of(1), Map.of());
    assertThat(pluto.statuses()).containsExactly(RunStatus.FAILED, RunStatus.COMPLETED);
    pluto.assertObeyed();
  }

  @Test
  void tellsTheRunsApart() {
    RunHandle heron = create("heron", "heron-07");
    RunHandle egret = create("egret", "egret-02");
    pluto.registerNames(heron, LogType.METRIC, List.of("loss"));
    pluto.sendMetrics(heron, List.of(row(1, "loss", 0.5)));
    pluto.sendMetrics(egret, List.of(row(1, "loss", 0.25)));
    pluto.updateTags(egret, List.of("night"));
    pluto.updateConfig(egret, Map.of("lr", 0.1));
    pluto.updateStatus(egret, RunStatus.FAILED, OptionalLong.empty(), Map.of());
    pluto.updateStatus(egret, RunStatus.FAILED, OptionalLong.empty(), Map.of());

    assertThat(pluto.specs()).extracting(RunSpec::name).containsExactly("heron-07", "egret-02");
    assertThat(pluto.pointsOfRuns()).containsExactly("heron-07 1 loss=0.5", "egret-02 1 loss=0.25");
    assertThat(pluto.tagUpdates()).containsExactly(List.of("night"));
    assertThat(pluto.configUpdates()).containsExactly(Map.of("lr", 0.1));
    assertThat(pluto.ends()).containsExactly("egret-02 FAILED");
    pluto.assertObeyed();
  }

  @Test
  void isAwayUntilItComesBack() {
    pluto.goAway();
    assertThat(pluto.signIn()).hasToString("TRY_AGAIN: connection refused");
    assertThat(pluto.signIn().after()).isEqualTo(Duration.ZERO);

    pluto.comeBack();
    assertThat(pluto.signIn().isAccepted()).isTrue();
  }

  private RunHandle create(String externalId) {
    return create(externalId, "heron-07");
  }

  private RunHandle create(String externalId, String name) {
    return pluto
        .create(
            RunSpec.builder().project("orbit-lab").name(name).externalId(externalId).build(),
            Optional.empty())
        .value();
  }

  private static MetricRow row(long step, String name, double value) {
    return new MetricRow(0, step, new String[] {name}, new double[] {value});
  }

  private void assertBroken(String rule) {
    assertThatThrownBy(pluto::assertObeyed)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(rule);
  }
}
