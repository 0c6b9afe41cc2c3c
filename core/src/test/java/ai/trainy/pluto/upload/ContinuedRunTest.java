package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Branch;
import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.testing.FakePluto;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ContinuedRunTest {
  private static final RunHandle RUN = new RunHandle(7, "heron", "orbit-lab", "url", true);
  private static final RunSpec SPEC =
      RunSpec.builder()
          .project("orbit-lab")
          .name("heron")
          .externalId("id")
          .config(Map.of("lr", 0.1))
          .build();

  private final Map<String, Object> config = new LinkedHashMap<>();
  private boolean there = true;
  private boolean continued = true;
  private boolean atWork;
  private boolean losesAnswers;
  private int created;

  private final ContinuedRun run =
      new ContinuedRun(
          new ForwardingPluto(new FakePluto()) {
            @Override
            public Outcome<OptionalLong> find(String project, String externalId) {
              return Outcome.accepted(there ? OptionalLong.of(7) : OptionalLong.empty());
            }

            @Override
            public Outcome<RunHandle> create(RunSpec spec, Optional<Branch> branch) {
              created++;
              return Outcome.accepted(RUN);
            }

            @Override
            public Outcome<Map<String, Object>> config(long runId) {
              return Outcome.accepted(Map.copyOf(config));
            }

            @Override
            public Outcome<Void> updateConfig(RunHandle to, Map<String, Object> values) {
              config.putAll(values);
              return losesAnswers
                  ? Outcome.tryAgain("reset", Duration.ZERO)
                  : Outcome.accepted(null);
            }
          },
          () -> continued,
          () -> atWork);

  @Test
  void aRunThatIsThereIsNotMadeToRunAgain() {
    config.put("lr", 0.2);

    RunHandle handle = run.create(SPEC, Optional.empty()).value();

    assertThat(handle.runId()).isEqualTo(7);
    assertThat(handle.projectName()).isEqualTo("orbit-lab");
    assertThat(created).isZero();
    assertThat(config).containsEntry("lr", 0.2);
  }

  @Test
  void whatItWasOpenedWithIsAddedWhereTheLaterProgramHasNothing() {
    run.create(SPEC, Optional.empty());

    assertThat(config).containsEntry("lr", 0.1);
  }

  @Test
  void theLaterProgramCreatesARunThatIsNotThere() {
    there = false;
    atWork = true;
    assertThat(run.create(SPEC, Optional.empty()).kind()).isEqualTo(Outcome.Kind.TRY_AGAIN);
    assertThat(created).isZero();

    atWork = false;
    assertThat(run.create(SPEC, Optional.empty()).isAccepted()).isTrue();
    assertThat(created).isEqualTo(1);
  }

  @Test
  void ofTheEarlierProgramTheLastValueCounts() {
    run.updateConfig(RUN, Map.of("a", 1, "deep", Map.of("b", 1)));
    run.updateConfig(RUN, Map.of("a", 2, "deep", Map.of("b", 2)));

    assertThat(config).isEqualTo(Map.of("a", 2, "deep", Map.of("b", 2)));
  }

  @Test
  void alsoIfAnAnswerWasLost() {
    losesAnswers = true;
    run.updateConfig(RUN, Map.of("a", 1));
    losesAnswers = false;
    run.updateConfig(RUN, Map.of("a", 1));
    run.updateConfig(RUN, Map.of("a", 2));

    assertThat(config).isEqualTo(Map.of("a", 2));
  }

  @Test
  void whatTheLaterProgramSetStays() {
    config.put("a", 3);
    run.updateConfig(RUN, Map.of("a", 1));
    run.updateConfig(RUN, Map.of("a", 2));

    assertThat(config).isEqualTo(Map.of("a", 3));
  }

  @Test
  void theLaterProgramMayComeAtAnyTime() {
    continued = false;
    run.updateConfig(RUN, Map.of("a", 1));
    continued = true;
    config.put("b", 3);
    run.updateConfig(RUN, Map.of("b", 1));

    assertThat(config).isEqualTo(Map.of("a", 1, "b", 3));
  }
}
