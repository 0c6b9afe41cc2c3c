package ai.trainy.pluto.agent.check;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.Credentials;
import ai.trainy.pluto.credentials.Keyring;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Is there a key? Whether the server takes it is no part of this. */
public final class KeyCheck implements Check {
  private static final String SUBJECT = "Sign-in";

  private static final String KEY_OF_CLIENT =
      "the key in " + Wandb.API_KEY + " is wandb's, and Pluto does not take it";

  private final Settings settings;
  private final Keyring keyring;
  private final ModeCheck mode;

  /** Null until somebody has asked, as is everything below. */
  private @Nullable List<Finding> findings;

  /** Null if there is none. */
  private @Nullable Credential key;

  /** What is in a key's place and cannot be one; null if nothing. */
  private @Nullable String fault;

  KeyCheck(Settings settings, Keyring keyring, ModeCheck mode) {
    this.settings = settings;
    this.keyring = keyring;
    this.mode = mode;
  }

  /** Returns one for who asks for nothing else. */
  public static KeyCheck of(Settings settings, Keyring keyring) {
    return new KeyCheck(settings, keyring, ModeCheck.of(settings));
  }

  /** Returns the key, or where it is to be asked for; empty if there is none. */
  public Optional<Credential> key() {
    findings();
    return Optional.ofNullable(key);
  }

  /** Returns whether there is something in a key's place that cannot be one. */
  public boolean isUnusable() {
    findings();
    return fault != null;
  }

  /**
   * Returns what a program starts with. Without a key that is nothing beside wandb; where wandb is
   * switched off, data is kept until there is one.
   */
  public Optional<Credential> credential() {
    Optional<Credential> found = key();
    return found.isEmpty() && mode.isStandalone() ? Optional.of(Credential.none(whyNone())) : found;
  }

  @Override
  public boolean isObstacle() {
    return credential().isEmpty();
  }

  @Override
  public List<Finding> findings() {
    List<Finding> known = findings;
    if (known == null) {
      known = look();
      findings = known;
    }
    return known;
  }

  private List<Finding> look() {
    try {
      Optional<Credential> found = new Credentials(settings, keyring).find();
      key = found.orElse(null);
      return found.map(this::findings).orElseGet(() -> List.of(none("no API key" + reason())));
    } catch (IllegalArgumentException e) {
      String why = Reason.of(e);
      fault = why;
      return List.of(none(why));
    }
  }

  private List<Finding> findings(Credential key) {
    List<Finding> found = new ArrayList<>();
    Optional<Notice> correction = key.correction();
    if (correction.isPresent()) {
      String text = correction.get().toString();
      found.add(Finding.warning(SUBJECT, text, "Remove them.").saying(correction.get()));
    }
    if (mode.isStandalone() && key.source().equals(Wandb.API_KEY)) {
      Notice line = Notice.of(AgentMessage.KEY_OF_CLIENT_VARIABLE, key.source());
      found.add(Finding.note(SUBJECT, line.toString()).saying(line));
    }
    return found;
  }

  private Finding none(String why) {
    Finding none =
        Finding.failure(
            SUBJECT,
            "Not signed in: " + why + ".",
            "Set " + Credentials.howToSignIn(settings) + "." + earlierKeyHint());
    if (!mode.isStandalone()) {
      String unusable = fault;
      return none.saying(unusable == null ? hint() : unusable(unusable));
    }
    return settings.mode() == Mode.ONLINE ? none.saying(keptOnDisk()) : none;
  }

  /** What may explain that there is none, behind those words. */
  private String reason() {
    if (mode.isStandalone() && Credentials.holdsKeyOfClient(settings)) {
      return " (" + KEY_OF_CLIENT + ")";
    }
    return settings
        .leftEmpty(Setting.API_KEY)
        .map(source -> " (" + source + " is set but empty)")
        .orElse("");
  }

  private String whyNone() {
    if (fault != null) {
      return fault;
    }
    return Credentials.holdsKeyOfClient(settings) ? KEY_OF_CLIENT : "there is no key for Pluto";
  }

  private Notice unusable(String fault) {
    return Notice.of(AgentMessage.KEY_UNUSABLE, fault, Credentials.howToSignIn(settings));
  }

  private Notice keptOnDisk() {
    return Notice.of(
        AgentMessage.NO_KEY_STANDALONE,
        whyNone(),
        Wandb.DISABLE_LOGGING,
        settings.journals(),
        Credentials.howToSignIn(settings));
  }

  /** In one line: without a key there is no other message. */
  private Notice hint() {
    String remedy =
        Credentials.howToSignIn(settings) + ". wandb is not affected." + earlierKeyHint();
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

  private String earlierKeyHint() {
    return Credentials.earlierKeyHint(settings).map(left -> " " + left).orElse("");
  }
}
