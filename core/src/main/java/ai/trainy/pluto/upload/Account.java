package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Server;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.KeyFingerprint;
import ai.trainy.pluto.credentials.KeyUnavailableException;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.settings.Mode;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this process uploads to: a server, and the organization that its key belongs to there. Safe
 * for use by several threads.
 */
public final class Account {
  private final Server server;
  private final Connector connector;
  private volatile @Nullable String organization;

  Account(Settings settings, Connector connector) {
    this.server = server(settings);
    this.connector = connector;
  }

  /** Returns the server that settings name. */
  public static Server server(Settings settings) {
    return new Server(
        settings.url(Setting.URL_API),
        settings.url(Setting.URL_INGEST),
        settings.url(Setting.URL_PY));
  }

  /**
   * Returns where a run belongs that is opened now.
   *
   * @param key empty if it is not known yet
   */
  public static Destination destination(Settings settings, Optional<ApiKey> key) {
    if (!settings.areAddressesClear()) {
      return Destination.UNKNOWN;
    }
    Destination destination = Destination.at(server(settings));
    if (key.isPresent()) {
      destination = destination.withKey(KeyFingerprint.of(key.get()));
    }
    return settings.mode() == Mode.ONLINE ? destination : destination.offline();
  }

  Server server() {
    return server;
  }

  /** The server has said whose key it is. */
  void signedIn(String slug) {
    organization = slug;
  }

  /** Returns where a run belongs that was brought here; only after {@link #signedIn}. */
  Destination destination() throws KeyUnavailableException, InterruptedException {
    Destination there = Destination.at(server);
    Destination here = Optional.ofNullable(organization).map(there::withOrganization).orElse(there);
    return connector.key().map(key -> here.withKey(KeyFingerprint.of(key))).orElse(here);
  }

  /** Whether a run belongs here, as far as is known. May block and fail as a connector does. */
  Belonging belonging(Destination run) throws KeyUnavailableException, InterruptedException {
    return Belonging.of(run, server, connector.key(), Optional.ofNullable(organization));
  }
}
