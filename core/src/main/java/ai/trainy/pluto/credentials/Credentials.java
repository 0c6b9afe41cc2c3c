package ai.trainy.pluto.credentials;

import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.Optional;

/** Finds the key of this user. Reads, never writes; fast enough for the program's own thread. */
public final class Credentials {
  private final Settings settings;
  private final KeyFile file;

  public Credentials(Settings settings) {
    this(settings, KeyFile.ofThisUser(settings));
  }

  Credentials(Settings settings, KeyFile file) {
    this.settings = settings;
    this.file = file;
  }

  /**
   * The key, or empty if this user has none.
   *
   * @throws IllegalArgumentException if there is something in its place that cannot be a key; the
   *     message says where and what was expected
   */
  public Optional<ApiKey> find() {
    Optional<String> given = settings.text(Setting.API_KEY);
    if (given.isPresent()) {
      return Optional.of(ApiKey.of(given.get(), settings.source(Setting.API_KEY)));
    }
    // The reference client's wandb layer once read this name; scripts still set it.
    Optional<String> former = settings.foreign("MLOP_API_KEY");
    if (former.isPresent()) {
      return Optional.of(ApiKey.of(former.get(), "MLOP_API_KEY"));
    }
    return file.read().map(key -> ApiKey.of(key, file.toString()));
  }
}
