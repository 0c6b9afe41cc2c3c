package ai.trainy.pluto;

import ai.trainy.pluto.api.RunIntent;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.route.PlainValue;
import ai.trainy.pluto.route.PrintableAscii;
import ai.trainy.pluto.settings.ProjectName;
import ai.trainy.pluto.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Turns what a program asked for into what the server takes (the protocol, sections 2.1, 14 and
 * 16.2). What does not fit is cut and said; it never costs the run.
 */
final class Intents {
  private static final int MAX_NAME_LENGTH = 255;
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
    String project = ProjectName.resolve(settings, options.project().orElse(null), null);
    RunIntent intent =
        new RunIntent(
            name("project name", project),
            name("run name", options.name().orElseGet(this::randomText)),
            externalId(options),
            tags(options),
            config(options),
            now);
    return options.fork().map(intent::from).orElse(intent);
  }

  private String name(String what, String given) {
    return bounded(what, PrintableAscii.of(given.strip()));
  }

  private String externalId(RunOptions options) {
    return options
        .externalId()
        .map(id -> bounded("run id", PlainValue.text(id)))
        .filter(id -> !id.isBlank())
        .orElseGet(this::randomText);
  }

  private String bounded(String what, String given) {
    if (given.length() <= MAX_NAME_LENGTH) {
      return given;
    }
    notices.say(
        "long " + what,
        "the "
            + what
            + " has "
            + given.length()
            + " characters; Pluto holds "
            + MAX_NAME_LENGTH
            + ", so it was cut.");
    int end = Character.isHighSurrogate(given.charAt(MAX_NAME_LENGTH - 1)) ? 1 : 0;
    return given.substring(0, MAX_NAME_LENGTH - end).strip();
  }

  private List<String> tags(RunOptions options) {
    List<String> tags = new ArrayList<>(options.tags());
    options.group().ifPresent(group -> tags.add(Tags.ofGroup(group)));
    options.jobType().ifPresent(type -> tags.add(Tags.ofJobType(type)));
    return new Tags(notices).fitting(tags);
  }

  private static Map<String, Object> config(RunOptions options) {
    Map<String, Object> config = new LinkedHashMap<>(PlainValue.ofConfig(options.config()));
    options.notes().ifPresent(notes -> config.put("_wandb_notes", PlainValue.text(notes)));
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
