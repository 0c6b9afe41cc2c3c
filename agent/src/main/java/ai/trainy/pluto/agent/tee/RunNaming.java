package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.ProjectName;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the Pluto run is called and given, from what the program asked of wandb, wandb's
 * environment, and what wandb answered: the first that is there (the protocol, section 16.2).
 */
public final class RunNaming {
  /** The reference's name for a run that has none. */
  private static final String NAMELESS = "wandb-migration";

  /** Where forks find their parent by the id that wandb gave it. */
  private static final String WANDB_ID = "_wandb_run_id";

  private static final Pattern FORK = Pattern.compile("(.+)\\?_step=(\\d{1,15})");

  private final Settings settings;
  private final Messages messages;

  RunNaming(Settings settings, Messages messages) {
    this.settings = settings;
    this.messages = messages;
  }

  /**
   * @param given what the program gave to init
   * @param answered what the client's run says of itself
   */
  RunSpec spec(RunRequest given, RunRequest answered) {
    RunSpec.Builder spec = RunSpec.builder();
    given
        .text(Input.FORK_FROM)
        .or(() -> answered.text(Input.FORK_FROM))
        .ifPresent(from -> fork(spec, from));
    return spec.project(
            ProjectName.resolve(
                settings,
                given.text(Input.PROJECT).orElse(null),
                answered.text(Input.PROJECT).orElse(null)))
        .name(first(given, Input.NAME, "WANDB_NAME", answered).orElse(NAMELESS))
        .externalId(id(given, answered).orElse(null))
        .notes(first(given, Input.NOTES, "WANDB_NOTES", answered).orElse(null))
        .group(first(given, Input.GROUP, "WANDB_RUN_GROUP", answered).orElse(null))
        .jobType(first(given, Input.JOB_TYPE, "WANDB_JOB_TYPE", answered).orElse(null))
        .tags(tags(given, answered))
        .config(config(given, answered))
        .build();
  }

  private void fork(RunSpec.Builder spec, String from) {
    Matcher fork = FORK.matcher(from);
    if (fork.matches()) {
      spec.forkFrom(fork.group(1), Long.parseLong(fork.group(2)));
    } else {
      messages.sayAbout(from, AgentMessage.FORK_UNREADABLE, from);
    }
  }

  /** The step that a run goes on from, if {@code from} names one. */
  public static OptionalLong forkStep(String from) {
    Matcher fork = FORK.matcher(from);
    return fork.matches() ? OptionalLong.of(Long.parseLong(fork.group(2))) : OptionalLong.empty();
  }

  private static Map<String, Object> config(RunRequest given, RunRequest answered) {
    Map<String, Object> asked = given.config();
    Map<String, Object> config = asked.isEmpty() ? answered.config() : asked;
    answered
        .text(Input.ID)
        .or(() -> given.text(Input.ID))
        .ifPresent(id -> config.put(WANDB_ID, id));
    return config;
  }

  private Optional<String> first(
      RunRequest given, Input input, String variable, RunRequest answered) {
    return given.text(input).or(() -> settings.foreign(variable)).or(() -> answered.text(input));
  }

  private Optional<String> id(RunRequest given, RunRequest answered) {
    return settings
        .text(Setting.RUN_ID)
        .or(() -> answered.text(Input.ID))
        .or(() -> given.text(Input.ID));
  }

  /** The tags of a run. */
  public List<String> tags(RunRequest given, RunRequest answered) {
    if (!given.tags().isEmpty()) {
      return given.tags();
    }
    List<String> tags = new ArrayList<>();
    for (String tag : settings.foreign("WANDB_TAGS").orElse("").split(",", -1)) {
      if (!tag.isBlank()) {
        tags.add(tag.strip());
      }
    }
    return tags.isEmpty() ? answered.tags() : tags;
  }
}
