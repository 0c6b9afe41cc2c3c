package ai.trainy.pluto.agent.cli.signin;

import ai.trainy.pluto.agent.check.Finding;
import ai.trainy.pluto.agent.check.KeyCheck;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.Credentials;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.messages.Notice;
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
import org.jspecify.annotations.Nullable;

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

  private final Verdict verdict;
  private final String server;

  /** Null if there is none that could be one. */
  private final @Nullable ApiKey key;

  /** Null unless the server has said it. */
  private final @Nullable String organization;

  /** What was found out, in a word and in sentences. */
  private static final class Verdict {
    private final Kind kind;
    private final String text;
    private final String advice;

    /**
     * @param advice what to do; empty if nothing
     */
    Verdict(Kind kind, String text, String advice) {
      this.kind = kind;
      this.text = text;
      this.advice = advice;
    }
  }

  private SignInState(
      Verdict verdict, String server, @Nullable ApiKey key, @Nullable String organization) {
    this.verdict = verdict;
    this.server = server;
    this.key = key;
    this.organization = organization;
  }

  /**
   * Looks for the key and asks the server, for some seconds at most.
   *
   * @param problems is given network settings that cannot be used
   */
  public static SignInState of(Settings settings, Consumer<Notice> problems)
      throws InterruptedException {
    return of(settings, KeyCheck.of(settings, new OwnKeyring(PATIENCE)), problems);
  }

  /** The same with the key that {@code check} finds. */
  public static SignInState of(Settings settings, KeyCheck check, Consumer<Notice> problems)
      throws InterruptedException {
    String server = settings.url(Setting.URL_API);
    Optional<Credential> key = check.key();
    if (key.isEmpty()) {
      Finding none = check.findings().get(0);
      return withoutKey(
          check.isUnusable() ? Kind.UNUSABLE : Kind.NO_KEY,
          server,
          none.text(),
          none.advice().orElse(""));
    }
    try {
      return asked(settings, server, key.get().get(), problems);
    } catch (KeyUnavailableException e) {
      return withoutKey(Kind.UNUSABLE, server, "Not signed in: " + e.getMessage() + ".", "");
    }
  }

  private static SignInState withoutKey(Kind kind, String server, String text, String advice) {
    return new SignInState(new Verdict(kind, text, advice), server, null, null);
  }

  private static SignInState asked(
      Settings settings, String server, ApiKey key, Consumer<Notice> problems) {
    if (!settings.areAddressesClear()) {
      return unchecked(key, server, "Pluto's address is not clear");
    }
    Outcome<String> answer;
    try (HttpPlutoApi api = new HttpPlutoApi(settings, key, problems)) {
      answer = api.signIn();
    }
    if (answer.isAccepted()) {
      String text = "Signed in to " + answer.value() + " at " + server + " with " + key + ".";
      return new SignInState(new Verdict(Kind.SIGNED_IN, text, ""), server, key, answer.value());
    }
    if (answer.kind() == Outcome.Kind.NOT_SIGNED_IN) {
      return new SignInState(
          new Verdict(
              Kind.REFUSED,
              "Not signed in: " + server + " rejected " + key + " (" + answer.why() + ").",
              "Create a key at " + Credentials.page(settings) + "."),
          server,
          key,
          null);
    }
    return unchecked(key, server, server + " did not answer (" + answer.why() + ")");
  }

  private static SignInState unchecked(ApiKey key, String server, String why) {
    String text = "There is " + key + ", which was not checked: " + why + ".";
    return new SignInState(new Verdict(Kind.UNCHECKED, text, ""), server, key, null);
  }

  /** Whether a run belongs to the server of these settings, and whose key this is there. */
  public Belonging belonging(Destination run, Settings settings) {
    return Belonging.of(
        run, Account.server(settings), Optional.ofNullable(key), Optional.ofNullable(organization));
  }

  public Kind kind() {
    return verdict.kind;
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("state", verdict.kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    map.put("organization", organization);
    map.put("keySource", key == null ? null : key.source());
    map.put("server", server);
    map.put("text", toString());
    return map;
  }

  /** A sentence for people, without the key. */
  public String text() {
    return verdict.text;
  }

  /** What to do, a sentence; empty if nothing. */
  public String advice() {
    return verdict.advice;
  }

  @Override
  public String toString() {
    return (verdict.text + " " + verdict.advice).strip();
  }
}
