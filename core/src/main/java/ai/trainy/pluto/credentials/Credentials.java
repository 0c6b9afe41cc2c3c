package ai.trainy.pluto.credentials;

import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.Optional;

/** Finds the key of this user. Reads, never writes; fast enough for the program's own thread. */
public final class Credentials {
  private final Settings settings;
  private final KeyFile file;
  private final KeyringMark mark;
  private final Keyring keyring;

  /**
   * @param keyring asked by nobody but {@link Credential#get()}, and only if the key is said to be
   *     there
   */
  public Credentials(Settings settings, Keyring keyring) {
    this(settings, KeyFile.ofThisUser(settings), KeyringMark.ofThisUser(settings), keyring);
  }

  Credentials(Settings settings, KeyFile file, KeyringMark mark, Keyring keyring) {
    this.settings = settings;
    this.file = file;
    this.mark = mark;
    this.keyring = keyring;
  }

  /**
   * Where the key is, or empty if this user has none: given to the program, else in the key file,
   * else in the keyring if {@code login} left word of that, else, where the client is switched off,
   * in its variable.
   *
   * @throws IllegalArgumentException if there is something in its place that cannot be a key; the
   *     message says where and what was expected
   */
  public Optional<Credential> find() {
    return given(settings)
        .or(() -> file.read().map(key -> ApiKey.of(key, file.toString(), settings.client())))
        .map(Credential::of)
        .or(
            () ->
                mark.isLeft()
                    ? Optional.of(Credential.in(keyring, settings.client()))
                    : Optional.empty())
        .or(this::inClientsPlace);
  }

  private Optional<Credential> inClientsPlace() {
    if (!settings.isOnlyCopy() || holdsKeyOfClient(settings)) {
      return Optional.empty();
    }
    Optional<String> variable = settings.client().keyVariable();
    return variable
        .flatMap(settings::foreign)
        .map(key -> Credential.of(ApiKey.of(key, variable.get(), settings.client())));
  }

  /** Whether the client's variable has a key to its own service, which Pluto does not know. */
  public static boolean holdsKeyOfClient(Settings settings) {
    return settings
        .client()
        .keyVariable()
        .flatMap(settings::foreign)
        .filter(key -> settings.client().isKey(key.strip()))
        .isPresent();
  }

  /** The page on which people make keys. */
  public static String page(Settings settings) {
    return settings.url(Setting.URL_APP) + "/api-keys";
  }

  /** For people who have no key: what to set or do, to stand behind a verb such as "set". */
  public static String howToSignIn(Settings settings) {
    return Setting.API_KEY.variable()
        + " or sign in ("
        + settings.client().commandLine()
        + " login) with a key from "
        + page(settings);
  }

  /** For people: where an earlier version left a key that is not used, and how to remove it. */
  public static Optional<String> earlierKeyHint(Settings settings) {
    KeyFile file = KeyFile.ofEarlierVersions(settings);
    return file.read()
        .map(
            key ->
                "An earlier version left a key in "
                    + file
                    + ". It is not used, because others may write to a working directory. Remove it"
                    + " there with: "
                    + settings.client().commandLine()
                    + " logout");
  }

  /**
   * The key that this process was given, which comes before every one that is kept; empty if none.
   *
   * @throws IllegalArgumentException if that cannot be a key
   */
  public static Optional<ApiKey> given(Settings settings) {
    return settings
        .text(Setting.API_KEY)
        .map(key -> ApiKey.of(key, settings.source(Setting.API_KEY), settings.client()));
  }
}
