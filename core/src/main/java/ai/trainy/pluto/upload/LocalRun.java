package ai.trainy.pluto.upload;

import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.notice.Notices;

/**
 * A run on this machine: where it is on disk, what became of its values, and who is told of that.
 * Immutable.
 */
public final class LocalRun {
  private final RunDirectory directory;
  private final Ledger ledger;
  private final Notices notices;

  public LocalRun(RunDirectory directory, Ledger ledger, Notices notices) {
    this.directory = directory;
    this.ledger = ledger;
    this.notices = notices;
  }

  public RunDirectory directory() {
    return directory;
  }

  public Ledger ledger() {
    return ledger;
  }

  public Notices notices() {
    return notices;
  }
}
