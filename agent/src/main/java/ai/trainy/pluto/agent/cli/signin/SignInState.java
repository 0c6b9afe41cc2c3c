package ai.trainy.pluto.agent.cli.signin;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.Credentials;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.transport.HttpPlutoApi;
import ai.trainy.pluto.upload.Account;
import ai.trainy.pluto.upload.Belonging;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether programs of this user are signed in, as whom, and by which key. */
public final class SignInState {
  public enum Kind {
    /** The server has said as whom. */
    SIGNED_IN,
    NO_KEY,
    /** There is something in a key's place that is none, or a keyring that does not give it. */
    UNUSABLE,
    /** The server does not accept the key. */
    REFUSED,
    /** There was no clear answer. */
    UNCHECKED
  }

  /** A person waits; and a keyring that has to be unlocked first is not for a mere look. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Kind kind;
  private final String organization;
  private final String source;
  private final String server;
  private final String text;
  private final String advice;

  /** Null if there is none that could be one. */
  private ApiKey key;

  /**
   * @param organization null unless the server has said it
   * @param source where the key is; null if there is none that could be one
   * @param advice what to do; empty if nothing
   */
  private SignInState(
      Kind kind, String organization, String source, String server, String text, String advice) {
    this.kind = kind;
    this.organization = organization;
    this.source = source;
    this.server = server;
    this.text = text;
    this.advice = advice;
  }

  /**
   * Looks for the key and asks the server, for some seconds at most.
   *
   * @param problems is told what of the way to the server cannot be used
   */
  public static SignInState of(Settings settings, Consumer<String> problems)
      throws InterruptedException {
    String server = settings.url(Setting.URL_API);
    String remedy =
        "Set "
            + Credentials.howToSignIn(settings)
            + "."
            + Credentials.leftBehind(settings).map(left -> " " + left).orElse("");
    try {
      Optional<Credential> credential = new Credentials(settings, new OwnKeyring(PATIENCE)).find();
      return credential.isPresent()
          ? asked(settings, server, credential.get().get(), problems).with(credential.get().get())
          : new SignInState(
              Kind.NO_KEY, null, null, server, "Not signed in: there is no key.", remedy);
    } catch (IllegalArgumentException e) {
      return new SignInState(
          Kind.UNUSABLE, null, null, server, "Not signed in: " + e.getMessage() + ".", remedy);
    } catch (KeyUnavailableException e) {
      return new SignInState(
          Kind.UNUSABLE, null, null, server, "Not signed in: " + e.getMessage() + ".", "");
    }
  }

  private static SignInState asked(
      Settings settings, String server, ApiKey key, Consumer<String> problems) {
    if (!settings.areAddressesClear()) {
      return unchecked(key, server, "it is not clear where Pluto is");
    }
    Outcome<String> answer;
    try (HttpPlutoApi api = new HttpPlutoApi(settings, key, problems)) {
      answer = api.signIn();
    }
    if (answer.isAccepted()) {
      return new SignInState(
          Kind.SIGNED_IN,
          answer.value(),
          key.source(),
          server,
          "Signed in to " + answer.value() + " at " + server + " with " + key + ".",
          "");
    }
    if (answer.kind() == Outcome.Kind.NOT_SIGNED_IN) {
      return new SignInState(
          Kind.REFUSED,
          null,
          key.source(),
          server,
          "Not signed in: " + server + " does not accept " + key + " (" + answer.why() + ").",
          "Make a new one at " + Credentials.page(settings) + ".");
    }
    return unchecked(key, server, server + " gave no answer (" + answer.why() + ")");
  }

  private static SignInState unchecked(ApiKey key, String server, String why) {
    return new SignInState(
        Kind.UNCHECKED,
        null,
        key.source(),
        server,
        "There is " + key + ", which was not checked: " + why + ".",
        "");
  }

  private SignInState with(ApiKey found) {
    key = found;
    return this;
  }

  /** Whether a run belongs to the server of these settings, and whose key this is there. */
  public Belonging belonging(Destination run, Settings settings) {
    return Belonging.of(
        run, Account.server(settings), Optional.ofNullable(key), Optional.ofNullable(organization));
  }

  public Kind kind() {
    return kind;
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("state", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    map.put("organization", organization);
    map.put("keySource", source);
    map.put("server", server);
    map.put("text", toString());
    return map;
  }

  /** A sentence for people, without the key. */
  public String text() {
    return text;
  }

  /** What to do, a sentence; empty if nothing. */
  public String advice() {
    return advice;
  }

  @Override
  public String toString() {
    return (text + " " + advice).strip();
  }
}
