package ai.trainy.pluto.upload;

import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.messages.Messages;

/**
 * A run on this machine: where it is on disk, what became of its values, and where messages go.
 * Immutable.
 */
public final class LocalRun {
  private final RunDirectory directory;
  private final Ledger ledger;
  private final Messages messages;

  public LocalRun(RunDirectory directory, Ledger ledger, Messages messages) {
    this.directory = directory;
    this.ledger = ledger;
    this.messages = messages;
  }

  public RunDirectory directory() {
    return directory;
  }

  public Ledger ledger() {
    return ledger;
  }

  public Messages messages() {
    return messages;
  }
}
