package ai.trainy.pluto.agent.tee;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.RunOptions;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several sources gives a run its name, its tags and so on. */
class RunNamingTest {
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final Map<Input, Object> given = new HashMap<>();
  private final Map<Input, Object> answered = new HashMap<>();

  @ParameterizedTest
  @CsvSource({
    "NAME, WANDB_NAME",
    "NOTES, WANDB_NOTES",
    "GROUP, WANDB_RUN_GROUP",
    "JOB_TYPE, WANDB_JOB_TYPE"
  })
  void whatInitWasGivenComesBeforeTheEnvironmentAndThatBeforeTheClientsAnswer(
      Input input, String variable) {
    Function<RunOptions, Optional<String>> option = option(input);
    answered.put(input, "answered");
    assertThat(option.apply(options())).contains("answered");

    environment.put(variable, "variable");
    assertThat(option.apply(options())).contains("variable");

    given.put(input, "given");
    assertThat(option.apply(options())).contains("given");
  }

  @ParameterizedTest
  @CsvSource({"NAME", "NOTES", "GROUP", "JOB_TYPE"})
  void anEmptyTextCountsAsNotGiven(Input input) {
    given.put(input, "");
    answered.put(input, "answered");

    assertThat(option(input).apply(options())).contains("answered");
  }

  private static Function<RunOptions, Optional<String>> option(Input input) {
    switch (input) {
      case NAME:
        return RunOptions::name;
      case NOTES:
        return RunOptions::notes;
      case GROUP:
        return RunOptions::group;
      default:
        return RunOptions::jobType;
    }
  }

  @Test
  void aRunWithoutANameIsCalledAsTheReferenceCallsIt() {
    assertThat(options().name()).contains("wandb-migration");
  }

  @Test
  void withoutAnySourceThereAreNoNotesGroupJobTypeTagsOrConfig() {
    RunOptions options = options();

    assertThat(options.notes()).isEmpty();
    assertThat(options.group()).isEmpty();
    assertThat(options.jobType()).isEmpty();
    assertThat(options.tags()).isEmpty();
    assertThat(options.config()).isEmpty();
  }

  @Test
  void theProjectIsTheFirstOfPlutosVariableInitWandbsVariableAndTheAnswer() {
    assertThat(options().project()).contains("pluto");

    answered.put(Input.PROJECT, "answered");
    assertThat(options().project()).contains("answered");

    environment.put("WANDB_PROJECT", "wandb");
    assertThat(options().project()).contains("wandb");

    given.put(Input.PROJECT, "given");
    assertThat(options().project()).contains("given");

    environment.put("PLUTO_PROJECT", "pluto-project");
    assertThat(options().project()).contains("pluto-project");
  }

  @Test
  void theIdIsPlutosVariableElseTheOneThatWandbGave() {
    assertThat(options().externalId()).isEmpty();

    given.put(Input.ID, "given");
    assertThat(options().externalId()).contains("given");

    answered.put(Input.ID, "answered");
    assertThat(options().externalId()).contains("answered");

    environment.put("PLUTO_RUN_ID", "set");
    assertThat(options().externalId()).contains("set");
  }

  @Test
  void tagsThatInitWasGivenComeBeforeTheEnvironmentAndThatBeforeTheAnswer() {
    answered.put(Input.ADD_TAGS, List.of("answered"));
    assertThat(options().tags()).containsExactly("answered");

    environment.put("WANDB_TAGS", "one,two");
    assertThat(options().tags()).containsExactly("one", "two");

    given.put(Input.ADD_TAGS, List.of("given"));
    assertThat(options().tags()).containsExactly("given");
  }

  @Test
  void tagsOfTheEnvironmentAreTrimmedAndBlankOnesLeftOut() {
    environment.put("WANDB_TAGS", " one ,, two words,");

    assertThat(options().tags()).containsExactly("one", "two words");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", " , "})
  void anEnvironmentWithBlankTagsGivesNone(String tags) {
    environment.put("WANDB_TAGS", tags);
    answered.put(Input.ADD_TAGS, List.of("answered"));

    assertThat(options().tags()).containsExactly("answered");
  }

  @Test
  void configIsWhatInitWasGiven() {
    given.put(Input.CONFIG, Map.of("lr", 0.1));

    assertThat(options().config()).isEqualTo(Map.of("lr", 0.1));
  }

  @Test
  void aConfigThatIsNoMapIsNone() {
    given.put(Input.CONFIG, List.of(1));

    assertThat(options().config()).isEmpty();
  }

  @Test
  void aBuilderThatWasGivenNothingIsNoObstacle() {
    answered.put(Input.NAME, "answered");

    RunOptions options =
        new RunNaming(settings(), notices())
            .options(new RunRequest(), new RunRequest().with(answered));

    assertThat(options.name()).contains("answered");
  }

  @Test
  void tagsAddUpOverSeveralCalls() {
    RunRequest request = new RunRequest();
    request.add(new RunRequest().with(Map.of(Input.ADD_TAGS, "a")));
    request.add(new RunRequest().with(Map.of(Input.ADD_TAGS, List.of("b", "c"))));

    assertThat(request.tags()).containsExactly("a", "b", "c");
  }

  @Test
  void clearedTagsAreGoneAndLaterOnesCount() {
    RunRequest request = new RunRequest();
    request.add(new RunRequest().with(Map.of(Input.ADD_TAGS, "a")));
    request.add(new RunRequest().with(Map.of(Input.CLEAR_TAGS, "builder")));
    request.add(new RunRequest().with(Map.of(Input.ADD_TAGS, "b")));

    assertThat(request.tags()).containsExactly("b");
  }

  @Test
  void tagsThatAreNullAreLeftOut() {
    List<Object> tags = new ArrayList<>();
    tags.add(null);
    tags.add("a");
    given.put(Input.ADD_TAGS, tags);

    assertThat(options().tags()).containsExactly("a");
  }

  @Test
  void theLastOfSeveralCallsCounts() {
    RunRequest request = new RunRequest();
    request.add(new RunRequest().with(Map.of(Input.CONFIG, Map.of("a", 1))));
    request.add(new RunRequest().with(Map.of(Input.CONFIG, Map.of("b", 2))));

    assertThat(request.config()).isEqualTo(Map.of("b", 2));
  }

  private RunOptions options() {
    return new RunNaming(settings(), notices())
        .options(new RunRequest().with(given), new RunRequest().with(answered));
  }

  @Test
  void aForkIsAnIdAndAStep() {
    given.put(Input.FORK_FROM, "k3v9q1zt?_step=100");

    assertThat(options()).isNotNull();
    assertThat(stderr.toString(US_ASCII)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k3v9q1zt", "k3v9q1zt?_step=", "?_step=1", "a?_step=-1", "a?step=1"})
  void aForkOfAnotherFormIsSaidAndCostsNothingElse(String from) {
    given.put(Input.FORK_FROM, from);
    given.put(Input.NAME, "heron");

    assertThat(options().name()).contains("heron");
    assertThat(stderr.toString(US_ASCII)).contains("expected RUN_ID?_step=N").hasLineCount(1);
  }

  @Test
  void theIdThatWandbGaveIsInTheConfig() {
    answered.put(Input.ID, "k3v9q1zt");
    environment.put("PLUTO_RUN_ID", "other");

    assertThat(options().config()).containsExactly(Map.entry("_wandb_run_id", "k3v9q1zt"));
  }

  @Test
  void aConfigThatTheProgramDidNotGiveIsTheClientsOwn() {
    answered.put(Input.CONFIG, Map.of("lr", 1));

    assertThat(options().config()).isEqualTo(Map.of("lr", 1));
  }

  private Notices notices() {
    return new Notices(stderr);
  }

  private Settings settings() {
    return new Settings(new AgentOptions(null), Map.of(), environment);
  }
}
