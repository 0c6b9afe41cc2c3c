package ai.trainy.pluto.agent.start;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.Credentials;
import ai.trainy.pluto.credentials.Keyring;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The key that a program starts with, and the message if there is none. */
final class StartKey {
  private final Settings settings;
  private final Keyring keyring;
  private final Messages messages;

  StartKey(Settings settings, Keyring keyring, Messages messages) {
    this.settings = settings;
    this.keyring = keyring;
    this.messages = messages;
  }

  /**
   * The key; beside wandb, nothing if there is none.
   *
   * @param alone whether wandb is switched off. Then what is logged is kept until there is a key
   */
  Optional<Credential> find(boolean alone) {
    try {
      Optional<Credential> key = new Credentials(settings, keyring).find();
      key.flatMap(Credential::correction).ifPresent(messages::say);
      if (alone) {
        return Optional.of(key.map(this::told).orElseGet(() -> none(whyNone())));
      }
      if (key.isEmpty()) {
        messages.say(hint());
      }
      return key;
    } catch (IllegalArgumentException e) {
      if (alone) {
        return Optional.of(none(e.getMessage()));
      }
      messages.say(AgentMessage.KEY_UNUSABLE, e.getMessage(), Credentials.howToSignIn(settings));
      return Optional.empty();
    }
  }

  /** In one line: without a key there is no other message. */
  private Notice hint() {
    String remedy =
        Credentials.howToSignIn(settings)
            + ". wandb is not affected."
            + Credentials.leftBehind(settings).map(left -> " " + left).orElse("");
    Optional<String> leftEmpty = settings.leftEmpty(Setting.API_KEY);
    if (leftEmpty.isPresent()) {
      return Notice.of(AgentMessage.KEY_EMPTY, leftEmpty.get(), remedy);
    }
    List<String> given =
        settings.all().stream()
            .filter(settings::isGiven)
            .map(settings::source)
            .distinct()
            .collect(Collectors.toList());
    String hints = settings.hints().stream().map(line -> line + " ").collect(Collectors.joining());
    if (!given.isEmpty()) {
      return Notice.of(AgentMessage.NO_KEY_BUT_SETTINGS, String.join(", ", given), hints, remedy);
    }
    return hints.isEmpty()
        ? Notice.of(AgentMessage.NO_KEY, remedy)
        : Notice.of(AgentMessage.NO_KEY_BUT_HINTS, hints, remedy);
  }

  private Credential told(Credential key) {
    if (key.source().equals(Wandb.API_KEY)) {
      messages.say(AgentMessage.KEY_OF_CLIENT_VARIABLE, key.source());
    }
    return key;
  }

  private String whyNone() {
    return Credentials.holdsKeyOfClient(settings)
        ? "the key in " + Wandb.API_KEY + " is wandb's, and Pluto does not take it"
        : "there is no key for Pluto";
  }

  private Credential none(String why) {
    if (settings.mode() == Mode.ONLINE) {
      messages.say(
          AgentMessage.NO_KEY_STANDALONE,
          why,
          Wandb.DISABLE_LOGGING,
          settings.journals(),
          Credentials.howToSignIn(settings));
    }
    return Credential.none(why);
  }
}
