package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.RunIntent;
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

class IntentsTest {
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
    RunIntent intent =
        intent(
            RunOptions.builder()
                .project("orbit-lab")
                .name("heron-07")
                .externalId("k3v9q1zt")
                .tags(List.of("baseline", "b"))
                .group("night")
                .jobType("train")
                .notes("first try")
                .config(Map.of("lr", 0.1f)));

    assertThat(intent.project()).isEqualTo("orbit-lab");
    assertThat(intent.name()).isEqualTo("heron-07");
    assertThat(intent.externalId()).isEqualTo("k3v9q1zt");
    assertThat(intent.tags()).containsExactly("baseline", "b", "group:night", "job_type:train");
    assertThat(intent.config()).isEqualTo(Map.of("lr", 0.1, "_wandb_notes", "first try"));
    assertThat(intent.startedAt()).isEqualTo(NOW);
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void makesUpWhatNobodyGave() {
    RunIntent intent = intent(RunOptions.builder().name(" ").externalId("").project(null));

    assertThat(intent.project()).isEqualTo("pluto");
    assertThat(intent.name()).matches("[a-z0-9]{8}");
    assertThat(intent.externalId()).matches("[a-z0-9]{8}").isNotEqualTo(intent.name());
    assertThat(intent.tags()).isEmpty();
    assertThat(intent.config()).isEmpty();
  }

  @Test
  void theEnvironmentDecidesTheProject() {
    environment.put("PLUTO_PROJECT", "night lab");

    assertThat(intent(RunOptions.builder().project("orbit-lab")).project()).isEqualTo("night lab");
  }

  @Test
  void keepsNamesAndIdsAsTheyAre() {
    String name = " l\u00e4uft \ud83e\udd89\n".repeat(20);
    RunIntent intent = intent(RunOptions.builder().name(name).externalId("\u6e29-1 "));

    assertThat(intent.name()).isEqualTo(name);
    assertThat(intent.externalId()).isEqualTo("\u6e29-1 ");
    assertThat(intent.config()).isEmpty();
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void aProjectThatNoHeaderTakesIsChangedAndItsOriginalKept() {
    RunIntent intent = intent(RunOptions.builder().project("\u6e29\u5ea6"));

    assertThat(intent.project()).matches("--~[0-9a-f]{12}");
    assertThat(intent.config())
        .isEqualTo(Map.of("_pluto_names", Map.of(hash(intent.project()), "\u6e29\u5ea6")));
    assertThat(told.lines())
        .containsExactly(
            "pluto: Pluto cannot hold the project '\\u6e29\\u5ea6'; it is '"
                + intent.project()
                + "' there. The original is in the run's config under _pluto_names.");
  }

  @Test
  void whatIsTooLongIsChangedAndItsOriginalsKept() {
    String id = "x".repeat(254) + "\ud83e\udd89\ud83e\udd89";
    RunIntent intent =
        intent(
            RunOptions.builder()
                .project("p".repeat(400))
                .name("n".repeat(256))
                .externalId(id)
                .config(Map.of("lr", 1)));

    assertThat(intent.project()).matches("p{242}~[0-9a-f]{12}");
    assertThat(intent.name()).matches("n{242}~[0-9a-f]{12}");
    assertThat(intent.externalId()).matches("x{242}~[0-9a-f]{12}");
    assertThat(intent.config())
        .containsEntry("lr", 1L)
        .containsEntry(
            "_pluto_names",
            Map.of(
                hash(intent.project()),
                "p".repeat(400),
                hash(intent.name()),
                "n".repeat(256),
                hash(intent.externalId()),
                id));
    assertThat(told.lines()).hasSize(3).allMatch(line -> line.length() < 400);
  }

  @Test
  void aForkNamesItsParentAsThatOneIsNamed() {
    String id = "x".repeat(300);
    RunIntent parent = intent(RunOptions.builder().externalId(id));

    assertThat(intent(RunOptions.builder().forkFrom(id, 7)).fork().orElseThrow().parentExternalId())
        .isEqualTo(parent.externalId());
  }

  @Test
  void configWhosePathIsTooLongIsLeftOutAndSaid() {
    RunIntent intent =
        intent(
            RunOptions.builder()
                .config(Map.of("k".repeat(500), 1, "k".repeat(501), 2, "a", Map.of("b", 3))));

    assertThat(intent.config()).isEqualTo(Map.of("k".repeat(500), 1L, "a", Map.of("b", 3L)));
    assertThat(told.count("left 1 of the run's config values out")).isEqualTo(1);
  }

  private static String hash(String changed) {
    return changed.substring(changed.length() - 12);
  }

  @Test
  void keepsFiftyOf300TagsWithGroupAndJobType() {
    RunIntent intent = intent(RunOptions.builder().tags(tags(300)).group("night").jobType("train"));

    assertThat(intent.tags())
        .hasSize(50)
        .startsWith("t0", "t1", "t2")
        .endsWith("t47", "group:night", "job_type:train");
    assertThat(told.lines())
        .containsExactly(
            "pluto: a run can have 50 tags, this one has 302; the last ones were left out.");
  }

  @Test
  void keepsFiftyEvenOfJobTypes() {
    List<String> types = new ArrayList<>();
    tags(60).forEach(tag -> types.add("job_type:" + tag));

    assertThat(intent(RunOptions.builder().tags(types)).tags()).hasSize(50);
  }

  @Test
  void keepsTheLastOfTwoGroups() {
    RunIntent intent = intent(RunOptions.builder().tags(List.of("group:a", "x", "group:b", "y")));

    assertThat(intent.tags()).containsExactly("x", "group:b", "y");
    assertThat(told.lines())
        .containsExactly(
            "pluto: a run can have one tag group:*, this one has 2; only 'group:b' was kept.");
  }

  @Test
  void theGroupOptionWinsOverATag() {
    assertThat(intent(RunOptions.builder().tags(List.of("group:a")).group("b")).tags())
        .containsExactly("group:b");
  }

  @Test
  void keepsATagOnce() {
    assertThat(intent(RunOptions.builder().tags(List.of("a", "b", "a"))).tags())
        .containsExactly("a", "b");
  }

  @Test
  void copiesTheConfig() {
    List<Object> layers = new ArrayList<>(List.of(64));
    RunOptions options = RunOptions.builder().config(Map.of("layers", layers)).build();
    RunIntent intent = of(options);
    layers.add(32);

    assertThat(intent.config()).isEqualTo(Map.of("layers", List.of(64L)));
  }

  @Test
  void whateverIsAskedForIsWithinTheServersLimits() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<String> tags = new ArrayList<>();
      for (int i = random.nextInt(70); i > 0; i--) {
        tags.add((random.nextInt(10) == 0 ? "group:" : "") + text(random));
      }
      intent(
          RunOptions.builder()
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

  private RunIntent intent(RunOptions.Builder options) {
    return of(options.build());
  }

  private RunIntent of(RunOptions options) {
    RunIntent intent =
        new Intents(TestSettings.of(environment), told.notices(), new Random(1)).of(options, NOW);
    assertThat(pluto.create(intent, Optional.empty()).isAccepted()).isTrue();
    return intent;
  }
}
