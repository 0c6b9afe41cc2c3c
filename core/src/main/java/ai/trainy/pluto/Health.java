package ai.trainy.pluto;

import ai.trainy.pluto.upload.Ledger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Metrics about the upload of a run, once a minute: {@code sys/pluto.*} (the protocol, section
 * 13.2). Used by the sampler thread.
 */
final class Health {
  private static final long PERIOD_MILLISECONDS = 60_000;
  private static final double KIBIBYTE = 1024;
  private static final double MILLISECONDS = 1000;

  private final Ledger ledger;
  private final LongSupplier bytes;
  private final LongSupplier retries;
  private long told;

  /** The number of stored values at the last check that found unanswered ones. */
  private long marked;

  private long markedAt;

  /**
   * @param bytes the disk space of pending records
   * @param retries the number of requests that have failed temporarily so far
   * @param now ms since the epoch
   */
  Health(Ledger ledger, LongSupplier bytes, LongSupplier retries, long now) {
    this.ledger = ledger;
    this.bytes = bytes;
    this.retries = retries;
    this.told = now;
    this.markedAt = now;
  }

  /** Returns the metrics to log at that time; mostly none. To be called every few seconds. */
  Map<String, Double> at(long now) {
    long stored = ledger.stored();
    long pending = ledger.pending();
    if (stored - pending >= marked) {
      marked = stored;
      markedAt = now;
    }
    if (now - told < PERIOD_MILLISECONDS) {
      return Map.of();
    }
    told = now;
    Map<String, Double> health = new LinkedHashMap<>();
    health.put("sys/pluto.pending", (double) pending);
    health.put("sys/pluto.completed", (double) ledger.sent());
    health.put("sys/pluto.failed", (double) ledger.rejected());
    health.put("sys/pluto.refused", (double) ledger.refused());
    health.put("sys/pluto.total_rows", (double) stored);
    health.put("sys/pluto.retries", (double) retries.getAsLong());
    health.put("sys/pluto.wal_size_kb", bytes.getAsLong() / KIBIBYTE);
    health.put("sys/pluto.lag_s", pending == 0 ? 0 : (now - markedAt) / MILLISECONDS);
    return health;
  }
}
