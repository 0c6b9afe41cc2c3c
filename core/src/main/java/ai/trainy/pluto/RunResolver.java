package ai.trainy.pluto;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.Times;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.route.ConfigPaths;
import ai.trainy.pluto.route.HeldName;
import ai.trainy.pluto.route.PlainValue;
import ai.trainy.pluto.settings.ProjectName;
import ai.trainy.pluto.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Completes the program's arguments for a run, within the server's limits (the protocol, sections
 * 2.1, 14 and 16.2). Values outside the limits are changed with a message; they never cost the run.
 */
final class RunResolver {
  private static final int RANDOM_LENGTH = 8;
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final Settings settings;
  private final Messages messages;
  private final Random random;

  RunResolver(Settings settings, Messages messages, Random random) {
    this.settings = settings;
    this.messages = messages;
    this.random = random;
  }

  /**
   * @param now ms since the epoch
   */
  RunSpec resolve(RunSpec asked, long now) {
    Map<String, Object> originals = new LinkedHashMap<>();
    RunSpec.Builder whole = asked.toBuilder();
    whole.project(
        held(
            "project",
            ProjectName.resolve(settings, asked.project(), null),
            HeldName::ofProject,
            originals));
    whole.name(heldOrRandom("run name", asked.name(), originals));
    whole.externalId(heldOrRandom("run id", asked.externalId(), originals));
    // By the name of its run in Pluto.
    asked
        .fork()
        .ifPresent(fork -> whole.forkFrom(HeldName.ofRun(fork.parentExternalId()), fork.step()));
    return whole
        .tags(new Tags(messages).fitting(asked.tags()))
        .config(config(asked, originals))
        .startedAt(Times.held(now))
        .build();
  }

  private String heldOrRandom(String what, String given, Map<String, Object> originals) {
    return given.isEmpty() ? randomText() : held(what, given, HeldName::ofRun, originals);
  }

  private String held(
      String what, String given, UnaryOperator<String> rule, Map<String, Object> originals) {
    String held = rule.apply(given);
    if (!held.equals(given)) {
      originals.put(HeldName.hash(held), NameChanges.original(given));
      messages.sayAbout(
          what,
          CoreMessage.RUN_NAME_CHANGED,
          what,
          Shown.of(given),
          Shown.of(held),
          NameChanges.KEY);
    }
    return held;
  }

  private Map<String, Object> config(RunSpec asked, Map<String, Object> originals) {
    Map<String, Object> config = PlainValue.ofConfig(asked.config());
    // Of any length.
    asked
        .notes()
        .ifPresent(notes -> config.put(settings.client().notesKey(), PlainValue.text(notes)));
    int removed = ConfigPaths.removeLong(config);
    if (removed > 0) {
      messages.say(CoreMessage.CONFIG_PATHS_TOO_LONG, removed);
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
