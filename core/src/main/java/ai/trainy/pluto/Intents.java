package ai.trainy.pluto;

import ai.trainy.pluto.api.Fork;
import ai.trainy.pluto.api.RunIntent;
import ai.trainy.pluto.api.Times;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.route.ConfigPaths;
import ai.trainy.pluto.route.HeldName;
import ai.trainy.pluto.route.PlainValue;
import ai.trainy.pluto.settings.ProjectName;
import ai.trainy.pluto.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Turns what a program asked for into what the server takes (the protocol, sections 2.1, 14 and
 * 16.2). What does not fit is changed and said; it never costs the run.
 */
final class Intents {
  private static final int RANDOM_LENGTH = 8;
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final Settings settings;
  private final Notices notices;
  private final Random random;

  Intents(Settings settings, Notices notices, Random random) {
    this.settings = settings;
    this.notices = notices;
    this.random = random;
  }

  /**
   * @param now ms since the epoch
   */
  RunIntent of(RunOptions options, long now) {
    Map<String, Object> originals = new LinkedHashMap<>();
    String project =
        held(
            "project",
            ProjectName.resolve(settings, options.project().orElse(null), null),
            HeldName::ofProject,
            originals);
    String name =
        options
            .name()
            .map(given -> held("run name", given, HeldName::ofRun, originals))
            .orElseGet(this::randomText);
    String externalId =
        options
            .externalId()
            .map(given -> held("run id", given, HeldName::ofRun, originals))
            .orElseGet(this::randomText);
    RunIntent intent =
        new RunIntent(
            project, name, externalId, tags(options), config(options, originals), Times.held(now));
    return options.fork().map(Intents::held).map(intent::from).orElse(intent);
  }

  /** By the name its run has in Pluto. */
  private static Fork held(Fork fork) {
    return new Fork(HeldName.ofRun(fork.parentExternalId()), fork.step());
  }

  private String held(
      String what, String given, UnaryOperator<String> rule, Map<String, Object> originals) {
    String held = rule.apply(given);
    if (!held.equals(given)) {
      originals.put(HeldName.hash(held), NameChanges.original(given));
      notices.say("changed", what, NameChanges.text(what, given, held));
    }
    return held;
  }

  private List<String> tags(RunOptions options) {
    List<String> tags = new ArrayList<>(options.tags());
    options.group().ifPresent(group -> tags.add(Tags.ofGroup(group)));
    options.jobType().ifPresent(type -> tags.add(Tags.ofJobType(type)));
    return new Tags(notices).fitting(tags);
  }

  private Map<String, Object> config(RunOptions options, Map<String, Object> originals) {
    Map<String, Object> config = new LinkedHashMap<>(PlainValue.ofConfig(options.config()));
    options.notes().ifPresent(notes -> config.put(RunIntent.NOTES, PlainValue.text(notes)));
    int removed = ConfigPaths.removeLong(config);
    if (removed > 0) {
      notices.say(
          "long config keys",
          "left "
              + removed
              + " of the run's config values out: their paths have over 500 characters, and one such"
              + " path hides all of the run's config from Pluto's search. Use shorter keys.");
    }
    if (!originals.isEmpty()) {
      config.put(NameChanges.KEY, originals);
    }
    return config;
  }

  private String randomText() {
    StringBuilder text = new StringBuilder();
    while (text.length() < RANDOM_LENGTH) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
