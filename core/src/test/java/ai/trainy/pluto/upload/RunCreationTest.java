package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Branch;
import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.testing.Told;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that go on from another one. */
class RunCreationTest {
  private static final Outcome<RunHandle> AHEAD =
      Outcome.refused("forkStep (7) exceeds the parent run's max step (3)");

  private final FakePluto pluto = new FakePluto();
  private final Told told = new Told();
  private final RunIds known = new RunIds();
  private Optional<Duration> limit = Optional.empty();
  private Duration patience = Duration.ofHours(9);
  private SkippedTime time = new SkippedTime();

  @AfterEach
  void theProtocolWasObeyed() {
    pluto.assertObeyed();
  }

  @Test
  void aRunThatIsNoForkAsksForNothingElse() throws Exception {
    assertThat(create(spec("plain", Map.of())).isAccepted()).isTrue();

    assertThat(pluto.calls()).containsExactly(Call.CREATE);
    assertThat(pluto.branch()).isEmpty();
  }

  @Test
  void aParentOfThisJvmIsNotLookedFor() throws Exception {
    RunHandle parent = parent(Map.of("lr", 0.1));
    known.created(spec("parent", Map.of()), parent.runId());

    assertThat(create(fork(Map.of())).isAccepted()).isTrue();

    assertThat(pluto.count(Call.FIND)).isZero();
    assertBranch(parent, 7, false);
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void aParentOfThisJvmThatIsNotCreatedYetIsWaitedFor() throws Exception {
    RunHandle parent = parent(Map.of());
    known.opened(spec("parent", Map.of()));
    time =
        new SkippedTime() {
          @Override
          synchronized void sleep(Duration atMost) {
            super.sleep(atMost);
            if (pauses().size() == 3) {
              known.created(spec("parent", Map.of()), parent.runId());
            }
          }
        };

    assertThat(create(fork(Map.of())).isAccepted()).isTrue();

    assertThat(pluto.count(Call.FIND)).isZero();
    assertBranch(parent, 7, false);
  }

  @Test
  void aParentOfThisJvmThatNobodyAsksForAnyMoreIsLookedFor() throws Exception {
    RunHandle parent = parent(Map.of());
    known.opened(spec("parent", Map.of()));
    known.gone(spec("parent", Map.of()));

    assertThat(create(fork(Map.of())).isAccepted()).isTrue();

    assertThat(pluto.count(Call.FIND)).isEqualTo(1);
    assertBranch(parent, 7, false);
  }

  @Test
  void aParentOfAnotherProcessIsFoundOnTheServer() throws Exception {
    RunHandle parent = parent(Map.of());
    pluto.failNext(Call.FIND, Outcome.tryAgain("502", Duration.ZERO));

    assertThat(create(fork(Map.of())).isAccepted()).isTrue();

    assertBranch(parent, 7, false);
  }

  @Test
  void withoutAParentTheRunBeginsAnewWhichIsSaidOnce() throws Exception {
    assertThat(create(fork(Map.of("own", 1L))).isAccepted()).isTrue();
    assertThat(create(fork(Map.of("own", 1L))).isAccepted()).isTrue();

    assertThat(pluto.branch()).isEmpty();
    assertThat(pluto.spec().config()).isEqualTo(Map.of("own", 1L));
    assertThat(told.lines())
        .containsExactly(
            "pluto: Cannot continue from parent at step 7 in Pluto (project 'orbit-lab' has no such"
                + " run). The run is created there as a separate run, with everything it logs.");
  }

  @Test
  void aParentInAnotherProjectIsNone() throws Exception {
    known.created(RunSpec.builder().project("other").name("heron").externalId("parent").build(), 4);

    assertThat(create(fork(Map.of())).isAccepted()).isTrue();

    assertThat(pluto.branch()).isEmpty();
  }

  @Test
  void aRunThatNamesItselfDoesNotWaitForItself() throws Exception {
    RunSpec self = spec("parent", Map.of()).toBuilder().forkFrom("parent", 7).build();
    known.opened(self);

    assertThat(create(self).isAccepted()).isTrue();

    assertThat(time.pauses()).isEmpty();
    assertThat(pluto.branch()).isEmpty();
  }

  @Test
  void theParentsConfigLiesUnderTheRunsOwn() throws Exception {
    parent(
        Map.of(
            "lr",
            0.1,
            "model",
            Map.of("depth", 12L, "head", Map.of("width", 4L, "bias", true)),
            "layers",
            List.of(1L, 2L),
            "flat",
            Map.of("x", 1L),
            "deep",
            3L));
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("lr", null);
    own.put("model", Map.of("depth", 24L, "head", Map.of("width", 8L)));
    own.put("layers", List.of(3L));
    own.put("flat", 2L);
    own.put("deep", Map.of("y", 4L));
    own.put("new", "x");

    assertThat(create(fork(own)).isAccepted()).isTrue();

    Map<String, Object> expected = new LinkedHashMap<>(own);
    expected.put("model", Map.of("depth", 24L, "head", Map.of("width", 8L, "bias", true)));
    assertThat(pluto.spec().config()).isEqualTo(expected);
    assertThat(pluto.branch().orElseThrow().inheritsConfig()).isFalse();
  }

  @Test
  void aParentsConfigThatCannotBeReadIsLeftToTheServer() throws Exception {
    RunHandle parent = parent(Map.of("lr", 0.1));
    pluto.failNext(Call.READ_CONFIG, Outcome.refused("Run not found"));

    assertThat(create(fork(Map.of("own", 1L))).isAccepted()).isTrue();

    assertBranch(parent, 7, true);
    assertThat(pluto.spec().config()).isEqualTo(Map.of("own", 1L));
  }

  @Test
  void aForkAheadOfItsParentIsAskedForAgain() throws Exception {
    RunHandle parent = parent(Map.of());
    pluto.failNext(Call.CREATE, AHEAD, AHEAD, AHEAD);

    assertThat(create(fork(Map.of())).isAccepted()).isTrue();

    assertBranch(parent, 7, false);
    assertThat(time.pauses()).hasSize(3).allMatch(pause -> pause.toMillis() == 1_000);
  }

  @Test
  void aForkThatWasAnsweredIsNoServerThatIsAway() throws Exception {
    patience = Duration.ofMillis(1);
    parent(Map.of());

    assertThat(create(parentIsBehind(), fork(Map.of())).isAccepted()).isTrue();

    assertThat(told.count("does not answer")).isZero();
    assertThat(Duration.ofNanos(time.nanos())).isLessThanOrEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void aForkWhoseRunEndsMeanwhileBeginsAnewAtOnce() throws Exception {
    parent(Map.of());
    time.raise();

    assertThat(create(parentIsBehind(), fork(Map.of())).isAccepted()).isTrue();

    assertThat(time.pauses()).isEmpty();
    assertThat(pluto.branch()).isEmpty();
  }

  @Test
  void aForkThatStaysAheadOfItsParentBeginsAnew() throws Exception {
    parent(Map.of("lr", 0.1));
    PlutoApi behind = parentIsBehind();

    assertThat(create(behind, fork(Map.of("own", 1L))).isAccepted()).isTrue();

    assertThat(pluto.branch()).isEmpty();
    assertThat(pluto.spec().config()).isEqualTo(Map.of("own", 1L));
    assertThat(told.count("exceeds the parent run's max step (3)")).isEqualTo(1);
  }

  @Test
  void aForkThatWasLeftBehindAndStaysAheadBeginsAnewWithinItsTurn() throws Exception {
    limit = Optional.of(Duration.ofSeconds(5));
    parent(Map.of());

    assertThat(create(parentIsBehind(), fork(Map.of())).isAccepted()).isTrue();

    assertThat(pluto.branch()).isEmpty();
    assertThat(told.count("Cannot continue from parent")).isEqualTo(1);
  }

  @Test
  void aForkThatIsRefusedBeginsAnew() throws Exception {
    parent(Map.of());
    pluto.failNext(Call.CREATE, Outcome.refused("Fork parent run not found in this project"));

    assertThat(create(fork(Map.of())).isAccepted()).isTrue();

    assertThat(pluto.branch()).isEmpty();
    assertThat(told.count("Fork parent run not found in this project")).isEqualTo(1);
  }

  @Test
  void aRunThatIsRefusedAnywayIsRefused() throws Exception {
    parent(Map.of());
    pluto.failAlways(Call.CREATE, Outcome.refused("Organization is at limit"));

    Outcome<RunHandle> outcome = create(fork(Map.of()));

    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.REFUSED);
    assertThat(outcome.why()).isEqualTo("Organization is at limit");
  }

  @Test
  void withoutAKeyNothingIsBegunAnew() throws Exception {
    pluto.failAlways(Call.FIND, Outcome.notSignedIn("Key not found"));

    assertThat(create(fork(Map.of())).kind()).isEqualTo(Outcome.Kind.NOT_SIGNED_IN);

    assertThat(pluto.count(Call.CREATE)).isZero();
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void aServerThatIsAwayDoesNotMakeARunBeginAnew() throws Exception {
    limit = Optional.of(Duration.ofSeconds(5));
    parent(Map.of());
    pluto.failAlways(Call.CREATE, Outcome.tryAgain("502", Duration.ZERO));

    assertThat(create(fork(Map.of())).kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);

    assertThat(told.count("cannot go on")).isZero();
  }

  private PlutoApi parentIsBehind() {
    return new ForwardingPluto(pluto) {
      @Override
      public Outcome<RunHandle> create(RunSpec spec, Optional<Branch> branch) {
        return branch.isPresent() ? AHEAD : super.create(spec, branch);
      }
    };
  }

  private RunHandle parent(Map<String, Object> config) {
    return pluto.create(spec("parent", config), Optional.empty()).value();
  }

  private static RunSpec fork(Map<String, Object> config) {
    return spec("fork", config).toBuilder().forkFrom("parent", 7).build();
  }

  private static RunSpec spec(String externalId, Map<String, Object> config) {
    return RunSpec.builder()
        .project("orbit-lab")
        .name("heron")
        .externalId(externalId)
        .config(config)
        .build();
  }

  private Outcome<RunHandle> create(RunSpec spec) throws InterruptedException {
    return create(pluto, spec);
  }

  private Outcome<RunHandle> create(PlutoApi api, RunSpec spec) throws InterruptedException {
    Retry retry =
        new Retry(
            time,
            limit.map(most -> Patience.limited(patience, most)).orElse(Patience.endless(patience)),
            told.messages(),
            "It is kept.",
            time::nanos);
    return new RunCreation(api, spec, known, retry, told.messages()).create();
  }

  private void assertBranch(RunHandle parent, long step, boolean inheritsConfig) {
    Branch branch = pluto.branch().orElseThrow();
    assertThat(branch.parentRunId()).isEqualTo(parent.runId());
    assertThat(branch.step()).isEqualTo(step);
    assertThat(branch.inheritsConfig()).isEqualTo(inheritsConfig);
  }
}
