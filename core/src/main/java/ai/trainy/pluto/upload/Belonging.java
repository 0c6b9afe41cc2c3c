package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Server;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.KeyFingerprint;
import ai.trainy.pluto.journal.Destination;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Whether a run belongs to the server and the organization that this process uploads to. */
public enum Belonging {
  /** It does, and it was logged to be uploaded. */
  HERE,
  /** It does, and it was logged with {@code PLUTO_MODE=offline}. */
  OFFLINE,
  /** It belongs to this server; no key was known when it was logged, or Pluto refused it. */
  NO_KEY,
  /** It belongs to this server; the key was another one, and its organization is not known. */
  OTHER_KEY,
  OTHER_ORGANIZATION,
  OTHER_SERVER,
  /** It was kept by a version that did not note where runs belong, or with unclear addresses. */
  UNKNOWN;

  /** What goes up without anyone asking for it. */
  static final Set<Belonging> UNASKED = EnumSet.of(HERE);

  /** What goes up when a person asks for uploads. */
  static final Set<Belonging> ASKED = EnumSet.of(HERE, OFFLINE, NO_KEY);

  /** Whether {@code sync} uploads such a run without another question. */
  public boolean isUploadedBySync() {
    return ASKED.contains(this);
  }

  /**
   * Compares where a run belongs with a server.
   *
   * @param key to sign in with; empty if it is not known: then it is taken for the run's
   * @param organization whose key that is; empty if the server has not said it yet: then it is
   *     taken for the run's
   */
  public static Belonging of(
      Destination run, Server server, Optional<ApiKey> key, Optional<String> organization) {
    if (run.server().isEmpty()) {
      return UNKNOWN;
    }
    if (!run.server().get().equals(server)) {
      return OTHER_SERVER;
    }
    if (run.organization().isPresent()) {
      if (organization.isPresent() && !organization.equals(run.organization())) {
        return OTHER_ORGANIZATION;
      }
    } else if (run.key().isEmpty()) {
      return NO_KEY;
    } else if (key.isPresent() && !KeyFingerprint.matches(run.key().get(), key.get())) {
      return OTHER_KEY;
    }
    return run.isOffline() ? OFFLINE : HERE;
  }
}
