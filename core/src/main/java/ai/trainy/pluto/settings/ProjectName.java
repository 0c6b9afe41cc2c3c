package ai.trainy.pluto.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which Pluto project a run belongs to. */
public final class ProjectName {
  /** Where runs go that nobody gave a project: as in the reference client. */
  public static final String OF_RUNS_WITHOUT = "pluto";

  private ProjectName() {}

  /**
   * The first that is there: {@code PLUTO_PROJECT}, what init was given, the client's variable,
   * what the client's run says of itself, {@value #OF_RUNS_WITHOUT}.
   *
   * @param asked what the program gave to init, null or blank for nothing
   * @param ofRun what the client's run answers, null or blank for nothing
   */
  public static String resolve(Settings settings, @Nullable String asked, @Nullable String ofRun) {
    return settings
        .text(Setting.PROJECT)
        .or(() -> present(asked))
        .or(
            () ->
                settings
                    .client()
                    .projectVariable()
                    .flatMap(settings::foreign)
                    .flatMap(ProjectName::present))
        .or(() -> present(ofRun))
        .orElse(OF_RUNS_WITHOUT);
  }

  private static Optional<String> present(@Nullable String name) {
    return Optional.ofNullable(name).filter(text -> !text.isBlank());
  }
}
