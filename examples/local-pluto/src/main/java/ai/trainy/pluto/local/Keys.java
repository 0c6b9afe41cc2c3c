package ai.trainy.pluto.local;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which API keys are good (the protocol, section 1). At first every key of the right shape is:
 * {@code mlpi_} and 16, or {@code mlps_} and 24 of {@code A-Z a-z 0-9 _ -}.
 *
 * <p>Safe for use by several threads; a change holds from the next request on.
 */
public final class Keys {
  private static final Pattern SHAPE =
      Pattern.compile("mlpi_[A-Za-z0-9_-]{16}|mlps_[A-Za-z0-9_-]{24}");

  /** What is known of a key. */
  enum Standing {
    GOOD,
    UNKNOWN,
    EXPIRED,
    REVOKED
  }

  private final Map<String, Standing> standings = new HashMap<>();
  private Standing others = Standing.GOOD;

  Keys() {}

  /** Accepts this key and no other, whatever was said before. */
  public synchronized void acceptOnly(String key) {
    standings.clear();
    standings.put(key, Standing.GOOD);
    others = Standing.UNKNOWN;
  }

  /** Accepts every key of the right shape again. */
  public synchronized void acceptAll() {
    standings.clear();
    others = Standing.GOOD;
  }

  /** Treats the key as one that never existed. */
  public synchronized void forget(String key) {
    standings.put(key, Standing.UNKNOWN);
  }

  /** Treats the key as past its date. */
  public synchronized void expire(String key) {
    standings.put(key, Standing.EXPIRED);
  }

  /** Treats the key as revoked; heartbeats and alerts still pass (the protocol, section 1.3). */
  public synchronized void revoke(String key) {
    standings.put(key, Standing.REVOKED);
  }

  synchronized Standing of(String key) {
    return SHAPE.matcher(key).matches() ? standings.getOrDefault(key, others) : Standing.UNKNOWN;
  }

  /** Whether the text begins like a key, which is all that some messages depend on. */
  static boolean hasKeyPrefix(String text) {
    return text.startsWith("mlpi_") || text.startsWith("mlps_");
  }
}
