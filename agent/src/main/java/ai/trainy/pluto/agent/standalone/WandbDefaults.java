package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.tee.RunRequest;
import ai.trainy.pluto.settings.Settings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** What wandb makes of an init that leaves things open, for where no wandb is asked. */
final class WandbDefaults {
  private static final String ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 8;
  private static final int NUMBERS = 1000;

  /** Where wandb puts runs that nobody gave a project. */
  private static final String PROJECT = "uncategorized";

  private static final List<String> ADJECTIVES =
      List.of(
          "amber", "bold", "bright", "brisk", "calm", "clear", "crisp", "deep", "dry", "early",
          "fair", "fresh", "gentle", "glad", "golden", "keen", "light", "lively", "lunar", "mild",
          "noble", "pale", "proud", "quick", "quiet", "rapid", "silver", "still", "swift", "warm");
  private static final List<String> NOUNS =
      List.of(
          "brook", "cedar", "cloud", "comet", "coral", "creek", "dawn", "dune", "ember", "field",
          "fjord", "forest", "glade", "grove", "harbor", "heron", "island", "lake", "maple",
          "meadow", "moon", "oak", "pine", "planet", "reef", "river", "shore", "star", "valley",
          "wave");

  private final Settings settings;
  private final Random random;

  WandbDefaults(Settings settings, Random random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * What wandb says of the run.
   *
   * @param asked what the program asked for
   * @param bound what the binding says where a run has no answer
   */
  Map<Input, Object> answer(RunRequest asked, RunRequest bound) {
    Given given = new Given(asked, bound);
    given.or(Input.ID, "WANDB_RUN_ID", this::id);
    given.or(Input.NAME, "WANDB_NAME", this::name);
    given.or(Input.PROJECT, "WANDB_PROJECT", () -> PROJECT);
    given.or(Input.ENTITY, "WANDB_ENTITY", () -> "");
    given.or(Input.NOTES, "WANDB_NOTES", () -> "");
    given.or(Input.GROUP, "WANDB_RUN_GROUP", () -> "");
    given.or(Input.JOB_TYPE, "WANDB_JOB_TYPE", () -> "");
    return given.answer;
  }

  private final class Given {
    private final RunRequest asked;
    private final RunRequest bound;
    private final Map<Input, Object> answer = new EnumMap<>(Input.class);

    Given(RunRequest asked, RunRequest bound) {
      this.asked = asked;
      this.bound = bound;
    }

    void or(Input input, String variable, Supplier<String> made) {
      answer.put(
          input,
          asked
              .text(input)
              .or(() -> settings.foreign(variable))
              .or(() -> bound.text(input))
              .orElseGet(made));
    }
  }

  private String id() {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
    }
    return id.toString();
  }

  private String name() {
    return oneOf(ADJECTIVES) + "-" + oneOf(NOUNS) + "-" + (1 + random.nextInt(NUMBERS));
  }

  private String oneOf(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
