package ai.trainy.pluto.agent.tee;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Told;
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
  private final Told told = new Told();
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
    Function<RunSpec, Optional<String>> option = option(input);
    answered.put(input, "answered");
    assertThat(option.apply(spec())).contains("answered");

    environment.put(variable, "variable");
    assertThat(option.apply(spec())).contains("variable");

    given.put(input, "given");
    assertThat(option.apply(spec())).contains("given");
  }

  @ParameterizedTest
  @CsvSource({"NAME", "NOTES", "GROUP", "JOB_TYPE"})
  void anEmptyTextCountsAsNotGiven(Input input) {
    given.put(input, "");
    answered.put(input, "answered");

    assertThat(option(input).apply(spec())).contains("answered");
  }

  private static Function<RunSpec, Optional<String>> option(Input input) {
    switch (input) {
      case NAME:
        return spec -> Optional.of(spec.name());
      case NOTES:
        return RunSpec::notes;
      case GROUP:
        return RunSpec::group;
      default:
        return RunSpec::jobType;
    }
  }

  @Test
  void aRunWithoutANameIsCalledAsTheReferenceCallsIt() {
    assertThat(spec().name()).contains("wandb-migration");
  }

  @Test
  void withoutAnySourceThereAreNoNotesGroupJobTypeTagsOrConfig() {
    RunSpec spec = spec();

    assertThat(spec.notes()).isEmpty();
    assertThat(spec.group()).isEmpty();
    assertThat(spec.jobType()).isEmpty();
    assertThat(spec.tags()).isEmpty();
    assertThat(spec.config()).isEmpty();
  }

  @Test
  void theProjectIsTheFirstOfPlutosVariableInitWandbsVariableAndTheAnswer() {
    assertThat(spec().project()).contains("pluto");

    answered.put(Input.PROJECT, "answered");
    assertThat(spec().project()).contains("answered");

    environment.put("WANDB_PROJECT", "wandb");
    assertThat(spec().project()).contains("wandb");

    given.put(Input.PROJECT, "given");
    assertThat(spec().project()).contains("given");

    environment.put("PLUTO_PROJECT", "pluto-project");
    assertThat(spec().project()).contains("pluto-project");
  }

  @Test
  void theIdIsPlutosVariableElseTheOneThatWandbGave() {
    assertThat(spec().externalId()).isEmpty();

    given.put(Input.ID, "given");
    assertThat(spec().externalId()).contains("given");

    answered.put(Input.ID, "answered");
    assertThat(spec().externalId()).contains("answered");

    environment.put("PLUTO_RUN_ID", "set");
    assertThat(spec().externalId()).contains("set");
  }

  @Test
  void tagsThatInitWasGivenComeBeforeTheEnvironmentAndThatBeforeTheAnswer() {
    answered.put(Input.ADD_TAGS, List.of("answered"));
    assertThat(spec().tags()).containsExactly("answered");

    environment.put("WANDB_TAGS", "one,two");
    assertThat(spec().tags()).containsExactly("one", "two");

    given.put(Input.ADD_TAGS, List.of("given"));
    assertThat(spec().tags()).containsExactly("given");
  }

  @Test
  void tagsOfTheEnvironmentAreTrimmedAndBlankOnesLeftOut() {
    environment.put("WANDB_TAGS", " one ,, two words,");

    assertThat(spec().tags()).containsExactly("one", "two words");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", " , "})
  void anEnvironmentWithBlankTagsGivesNone(String tags) {
    environment.put("WANDB_TAGS", tags);
    answered.put(Input.ADD_TAGS, List.of("answered"));

    assertThat(spec().tags()).containsExactly("answered");
  }

  @Test
  void configIsWhatInitWasGiven() {
    given.put(Input.CONFIG, Map.of("lr", 0.1));

    assertThat(spec().config()).isEqualTo(Map.of("lr", 0.1));
  }

  @Test
  void aConfigThatIsNoMapIsNone() {
    given.put(Input.CONFIG, List.of(1));

    assertThat(spec().config()).isEmpty();
  }

  @Test
  void aBuilderThatWasGivenNothingIsNoObstacle() {
    answered.put(Input.NAME, "answered");

    RunSpec spec =
        new RunNaming(settings(), messages())
            .spec(new RunRequest(), new RunRequest().with(answered));

    assertThat(spec.name()).contains("answered");
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

    assertThat(spec().tags()).containsExactly("a");
  }

  @Test
  void theLastOfSeveralCallsCounts() {
    RunRequest request = new RunRequest();
    request.add(new RunRequest().with(Map.of(Input.CONFIG, Map.of("a", 1))));
    request.add(new RunRequest().with(Map.of(Input.CONFIG, Map.of("b", 2))));

    assertThat(request.config()).isEqualTo(Map.of("b", 2));
  }

  private RunSpec spec() {
    return new RunNaming(settings(), messages())
        .spec(new RunRequest().with(given), new RunRequest().with(answered));
  }

  @Test
  void aForkIsAnIdAndAStep() {
    given.put(Input.FORK_FROM, "k3v9q1zt?_step=100");

    assertThat(spec()).isNotNull();
    assertThat(told.text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"k3v9q1zt", "k3v9q1zt?_step=", "?_step=1", "a?_step=-1", "a?step=1"})
  void aForkOfAnotherFormIsSaidAndCostsNothingElse(String from) {
    given.put(Input.FORK_FROM, from);
    given.put(Input.NAME, "heron");

    assertThat(spec().name()).contains("heron");
    assertThat(told.text()).contains("expected RUN_ID?_step=N").hasLineCount(1);
  }

  @Test
  void theIdThatWandbGaveIsInTheConfig() {
    answered.put(Input.ID, "k3v9q1zt");
    environment.put("PLUTO_RUN_ID", "other");

    assertThat(spec().config()).containsExactly(Map.entry("_wandb_run_id", "k3v9q1zt"));
  }

  @Test
  void aConfigThatTheProgramDidNotGiveIsTheClientsOwn() {
    answered.put(Input.CONFIG, Map.of("lr", 1));

    assertThat(spec().config()).isEqualTo(Map.of("lr", 1));
  }

  private Messages messages() {
    return told.messages();
  }

  private Settings settings() {
    return new Settings(Wandb.options(null), Map.of(), environment);
  }
}
