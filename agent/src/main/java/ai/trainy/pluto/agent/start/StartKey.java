package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.Credentials;
import ai.trainy.pluto.credentials.Keyring;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The key that a program starts with, and what is said if there is none. */
final class StartKey {
  private final Settings settings;
  private final Keyring keyring;
  private final Notices notices;

  StartKey(Settings settings, Keyring keyring, Notices notices) {
    this.settings = settings;
    this.keyring = keyring;
    this.notices = notices;
  }

  /**
   * The key; beside wandb, nothing if there is none.
   *
   * @param alone whether wandb is switched off. Then what is logged is kept until there is a key
   */
  Optional<Credential> find(boolean alone) {
    try {
      Optional<Credential> key = new Credentials(settings, keyring).find();
      key.flatMap(Credential::correction).ifPresent(line -> notices.say("key corrected", line));
      if (alone) {
        return Optional.of(key.map(this::told).orElseGet(() -> none(whyNone())));
      }
      if (key.isEmpty()) {
        notices.say("no key", hint());
      }
      return key;
    } catch (IllegalArgumentException e) {
      if (alone) {
        return Optional.of(none(e.getMessage()));
      }
      notices.say(
          "bad key",
          e.getMessage()
              + ". Not logging to Pluto; wandb is untouched. Set "
              + Credentials.howToSignIn(settings)
              + ".");
      return Optional.empty();
    }
  }

  /** In one line: without a key nothing else of ours is said. */
  private String hint() {
    String remedy =
        Credentials.howToSignIn(settings)
            + ". wandb runs as without the agent."
            + Credentials.leftBehind(settings).map(left -> " " + left).orElse("");
    Optional<String> leftEmpty = settings.leftEmpty(Setting.API_KEY);
    if (leftEmpty.isPresent()) {
      return leftEmpty.get()
          + " is set but empty, so nothing is logged to Pluto. If it should come from a secret of your"
          + " CI, see that this job is given it; else set "
          + remedy;
    }
    List<String> given =
        Arrays.stream(Setting.values())
            .filter(settings::isGiven)
            .map(settings::source)
            .distinct()
            .collect(Collectors.toList());
    if (given.isEmpty() && settings.hints().isEmpty()) {
      return "this program logs to wandb; to log to Pluto as well, set " + remedy;
    }
    return (given.isEmpty() ? "" : "there is " + String.join(", ", given) + ", but ")
        + "no key, so nothing is logged to Pluto. "
        + settings.hints().stream().map(line -> line + " ").collect(Collectors.joining())
        + "Set "
        + remedy;
  }

  private Credential told(Credential key) {
    if (key.source().equals(Credentials.WANDB_API_KEY)) {
      notices.say(
          "key in wandb's place", "signing in to Pluto with the key in " + key.source() + ".");
    }
    return key;
  }

  private String whyNone() {
    return Credentials.holdsKeyOfWandb(settings)
        ? "the key in " + Credentials.WANDB_API_KEY + " is wandb's, and Pluto does not take it"
        : "there is no key for Pluto";
  }

  private Credential none(String why) {
    if (settings.mode() == Mode.ONLINE) {
      notices.say(
          "key",
          "WARNING: "
              + why
              + ", and wandb is switched off ("
              + Settings.DISABLE_WANDB_LOGGING
              + "): what this program logs is kept in "
              + settings.journals()
              + " and nowhere else. Set "
              + Credentials.howToSignIn(settings)
              + "; then java -jar pluto-wandb-agent.jar sync uploads it.");
    }
    return Credential.none(why);
  }
}
