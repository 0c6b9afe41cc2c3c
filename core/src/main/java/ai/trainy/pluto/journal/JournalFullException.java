package ai.trainy.pluto.journal;

import java.io.IOException;

/** What waits for upload takes as much disk as the settings allow. */
public final class JournalFullException extends IOException {
  private static final long serialVersionUID = 1;

  private final long limitBytes;
  private final boolean ofAllRuns;

  /** One run has reached its limit. */
  JournalFullException(long limitBytes) {
    super("the journal has reached its limit of " + (limitBytes >> 20) + " MB");
    this.limitBytes = limitBytes;
    this.ofAllRuns = false;
  }

  /** All runs together have reached theirs. */
  JournalFullException(DiskUse all) {
    super("all runs on this machine take " + (all.limitBytes() >> 20) + " MB together");
    this.limitBytes = all.limitBytes();
    this.ofAllRuns = true;
  }

  /** The limit, in MB. */
  public long limitMegabytes() {
    return limitBytes >> 20;
  }

  /** Whether it is the limit of all runs together. */
  public boolean isOfAllRuns() {
    return ofAllRuns;
  }
}
