package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.RunOptions;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.settings.ProjectName;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the Pluto run is called and given, from what the program asked of wandb, wandb's
 * environment, and what wandb answered: the first that is there (the protocol, section 16.2).
 */
final class RunNaming {
  /** The reference's name for a run that has none. */
  private static final String NAMELESS = "wandb-migration";

  private final Settings settings;

  RunNaming(Settings settings) {
    this.settings = settings;
  }

  /**
   * @param asked what the program gave to init; null if it gave nothing
   * @param answered what the client's run says of itself
   */
  RunOptions options(RunRequest asked, RunRequest answered) {
    RunRequest given = asked == null ? new RunRequest() : asked;
    return RunOptions.builder()
        .project(
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
        .config(given.config())
        .build();
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

  private List<String> tags(RunRequest given, RunRequest answered) {
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
