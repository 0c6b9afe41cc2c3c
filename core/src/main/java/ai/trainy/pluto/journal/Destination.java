package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.Server;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a run belongs: the server and the organization there that it was logged for. Immutable.
 *
 * <p>The organization is known once the server has accepted the key; until then a fingerprint of
 * the key stands for it. Never the key itself.
 */
public final class Destination {
  /** Where a run belongs that was kept before this was noted, or whose addresses were unclear. */
  public static final Destination UNKNOWN = new Destination(null, null, null, false);

  private final @Nullable Server server;
  private final @Nullable String key;
  private final @Nullable String organization;
  private final boolean offline;

  private Destination(
      @Nullable Server server,
      @Nullable String key,
      @Nullable String organization,
      boolean offline) {
    this.server = server;
    this.key = key;
    this.organization = organization;
    this.offline = offline;
  }

  /** Returns the destination of a run for that server, of which nothing more is known. */
  public static Destination at(Server server) {
    return new Destination(Objects.requireNonNull(server), null, null, false);
  }

  /**
   * Returns the same with a key.
   *
   * @param fingerprint of the key, from which the key cannot be told
   */
  public Destination withKey(String fingerprint) {
    return new Destination(server, fingerprint, organization, offline);
  }

  /** Returns the same without a key: the one that was tried is nobody's. */
  public Destination withoutKey() {
    return new Destination(server, null, organization, offline);
  }

  /** Returns the same with the organization's short name, as the server says it. */
  public Destination withOrganization(String slug) {
    return new Destination(server, key, slug, offline);
  }

  /** Returns the same for a run that nobody uploads unasked. */
  public Destination offline() {
    return new Destination(server, key, organization, true);
  }

  /** Empty if it is not known: then the rest is not, either. */
  public Optional<Server> server() {
    return Optional.ofNullable(server);
  }

  /** The fingerprint of the key; empty if no key was known yet. */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  /** The organization's short name; empty if the server has not said it yet. */
  public Optional<String> organization() {
    return Optional.ofNullable(organization);
  }

  /** Whether it was logged with {@code PLUTO_MODE=offline}. */
  public boolean isOffline() {
    return offline;
  }

  /** Whether a run id that was handed out there is good here. */
  boolean isSameAs(Destination other) {
    return server != null
        && server.equals(other.server)
        && Objects.equals(organization, other.organization);
  }

  /** Whether the other is not known to be elsewhere. */
  public boolean mayBe(Destination other) {
    return Objects.equals(server, other.server)
        && (organization == null
            || other.organization == null
            || organization.equals(other.organization));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Destination
        && Objects.equals(server, ((Destination) other).server)
        && Objects.equals(key, ((Destination) other).key)
        && Objects.equals(organization, ((Destination) other).organization)
        && offline == ((Destination) other).offline;
  }

  @Override
  public int hashCode() {
    return Objects.hash(server, key, organization, offline);
  }

  /** For people: organization and server. */
  @Override
  public String toString() {
    return server == null
        ? "?"
        : organization == null ? "" + server : organization + " at " + server;
  }
}
