package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunResolverTest {
  private static final long NOW = 1_767_225_600_000L;
  private static final int ROUNDS = 2_000;

  private final Told told = new Told();
  private final Map<String, String> environment = new HashMap<>();
  private final FakePluto pluto = new FakePluto();

  @AfterEach
  void theProtocolWasObeyed() {
    pluto.assertObeyed();
  }

  @Test
  void asksForWhatTheProgramAskedFor() {
    RunSpec spec =
        spec(
            RunSpec.builder()
                .project("orbit-lab")
                .name("heron-07")
                .externalId("k3v9q1zt")
                .tags(List.of("baseline", "b"))
                .group("night")
                .jobType("train")
                .notes("first try")
                .config(Map.of("lr", 0.1f)));

    assertThat(spec.project()).isEqualTo("orbit-lab");
    assertThat(spec.name()).isEqualTo("heron-07");
    assertThat(spec.externalId()).isEqualTo("k3v9q1zt");
    assertThat(spec.tags()).containsExactly("baseline", "b", "group:night", "job_type:train");
    assertThat(spec.config()).isEqualTo(Map.of("lr", 0.1, "_tracker_notes", "first try"));
    assertThat(spec.startedAt()).isEqualTo(NOW);
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void makesUpWhatNobodyGave() {
    RunSpec spec = spec(RunSpec.builder().name(" ").externalId("").project(null));

    assertThat(spec.project()).isEqualTo("pluto");
    assertThat(spec.name()).matches("[a-z0-9]{8}");
    assertThat(spec.externalId()).matches("[a-z0-9]{8}").isNotEqualTo(spec.name());
    assertThat(spec.tags()).isEmpty();
    assertThat(spec.config()).isEmpty();
  }

  @Test
  void theEnvironmentDecidesTheProject() {
    environment.put("PLUTO_PROJECT", "night lab");

    assertThat(spec(RunSpec.builder().project("orbit-lab")).project()).isEqualTo("night lab");
  }

  @Test
  void keepsNamesAndIdsAsTheyAre() {
    String name = " l\u00e4uft \ud83e\udd89\n".repeat(20);
    RunSpec spec = spec(RunSpec.builder().name(name).externalId("\u6e29-1 "));

    assertThat(spec.name()).isEqualTo(name);
    assertThat(spec.externalId()).isEqualTo("\u6e29-1 ");
    assertThat(spec.config()).isEmpty();
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void aProjectThatNoHeaderTakesIsChangedAndItsOriginalKept() {
    RunSpec spec = spec(RunSpec.builder().project("\u6e29\u5ea6"));

    assertThat(spec.project()).matches("--~[0-9a-f]{12}");
    assertThat(spec.config())
        .isEqualTo(Map.of("_pluto_names", Map.of(hash(spec.project()), "\u6e29\u5ea6")));
    assertThat(told.lines())
        .containsExactly(
            "pluto: Pluto cannot store the project '\\u6e29\\u5ea6' and uses '"
                + spec.project()
                + "' instead. The original is in the run's config under _pluto_names.");
  }

  @Test
  void whatIsTooLongIsChangedAndItsOriginalsKept() {
    String id = "x".repeat(254) + "\ud83e\udd89\ud83e\udd89";
    RunSpec spec =
        spec(
            RunSpec.builder()
                .project("p".repeat(400))
                .name("n".repeat(256))
                .externalId(id)
                .config(Map.of("lr", 1)));

    assertThat(spec.project()).matches("p{242}~[0-9a-f]{12}");
    assertThat(spec.name()).matches("n{242}~[0-9a-f]{12}");
    assertThat(spec.externalId()).matches("x{242}~[0-9a-f]{12}");
    assertThat(spec.config())
        .containsEntry("lr", 1L)
        .containsEntry(
            "_pluto_names",
            Map.of(
                hash(spec.project()),
                "p".repeat(400),
                hash(spec.name()),
                "n".repeat(256),
                hash(spec.externalId()),
                id));
    assertThat(told.lines()).hasSize(3).allMatch(line -> line.length() < 400);
  }

  @Test
  void aForkNamesItsParentAsThatOneIsNamed() {
    String id = "x".repeat(300);
    RunSpec parent = spec(RunSpec.builder().externalId(id));

    assertThat(spec(RunSpec.builder().forkFrom(id, 7)).fork().orElseThrow().parentExternalId())
        .isEqualTo(parent.externalId());
  }

  @Test
  void configWhosePathIsTooLongIsLeftOutAndSaid() {
    RunSpec spec =
        spec(
            RunSpec.builder()
                .config(Map.of("k".repeat(500), 1, "k".repeat(501), 2, "a", Map.of("b", 3))));

    assertThat(spec.config()).isEqualTo(Map.of("k".repeat(500), 1L, "a", Map.of("b", 3L)));
    assertThat(told.count("Skipped 1 config values")).isEqualTo(1);
  }

  private static String hash(String changed) {
    return changed.substring(changed.length() - 12);
  }

  @Test
  void keepsFiftyOf300TagsWithGroupAndJobType() {
    RunSpec spec = spec(RunSpec.builder().tags(tags(300)).group("night").jobType("train"));

    assertThat(spec.tags())
        .hasSize(50)
        .startsWith("t0", "t1", "t2")
        .endsWith("t47", "group:night", "job_type:train");
    assertThat(told.lines())
        .containsExactly(
            "pluto: a run can have 50 tags; this one has 302. The last ones were dropped.");
  }

  @Test
  void keepsFiftyEvenOfJobTypes() {
    List<String> types = new ArrayList<>();
    tags(60).forEach(tag -> types.add("job_type:" + tag));

    assertThat(spec(RunSpec.builder().tags(types)).tags()).hasSize(50);
  }

  @Test
  void keepsTheLastOfTwoGroups() {
    RunSpec spec = spec(RunSpec.builder().tags(List.of("group:a", "x", "group:b", "y")));

    assertThat(spec.tags()).containsExactly("x", "group:b", "y");
    assertThat(told.lines())
        .containsExactly(
            "pluto: a run can have one tag group:*; this one has 2. Only 'group:b' is used.");
  }

  @Test
  void theGroupOptionWinsOverATag() {
    assertThat(spec(RunSpec.builder().tags(List.of("group:a")).group("b")).tags())
        .containsExactly("group:b");
  }

  @Test
  void keepsATagOnce() {
    assertThat(spec(RunSpec.builder().tags(List.of("a", "b", "a"))).tags())
        .containsExactly("a", "b");
  }

  @Test
  void copiesTheConfig() {
    List<Object> layers = new ArrayList<>(List.of(64));
    RunSpec asked = RunSpec.builder().config(Map.of("layers", layers)).build();
    RunSpec spec = of(asked);
    layers.add(32);

    assertThat(spec.config()).isEqualTo(Map.of("layers", List.of(64L)));
  }

  @Test
  void whateverIsAskedForIsWithinTheServersLimits() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<String> tags = new ArrayList<>();
      for (int i = random.nextInt(70); i > 0; i--) {
        tags.add((random.nextInt(10) == 0 ? "group:" : "") + text(random));
      }
      spec(
          RunSpec.builder()
              .project(text(random))
              .name(text(random))
              .externalId(text(random))
              .group(text(random))
              .jobType(text(random))
              .notes(text(random))
              .tags(tags)
              .config(Map.of(text(random), text(random), "nan", Double.NaN, "o", new Object())));
      try {
        pluto.assertObeyed();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(5) == 0 ? 400 : 6); i > 0; i--) {
      switch (random.nextInt(6)) {
        case 0:
          text.append(' ');
          break;
        case 1:
          text.append('\0');
          break;
        case 2:
          text.append((char) (0xD800 + random.nextInt(0x800)));
          break;
        case 3:
          text.appendCodePoint(0x1F980 + random.nextInt(20));
          break;
        default:
          text.append((char) random.nextInt(0x180));
      }
    }
    return text.toString();
  }

  private static List<String> tags(int count) {
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tags.add("t" + i);
    }
    return tags;
  }

  private RunSpec spec(RunSpec.Builder asked) {
    return of(asked.build());
  }

  private RunSpec of(RunSpec asked) {
    RunSpec spec =
        new RunResolver(TestSettings.of(environment), told.messages(), new Random(1))
            .resolve(asked, NOW);
    assertThat(pluto.create(spec, Optional.empty()).isAccepted()).isTrue();
    return spec;
  }
}
