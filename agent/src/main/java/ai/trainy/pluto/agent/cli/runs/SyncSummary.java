package ai.trainy.pluto.agent.cli.runs;

import ai.trainy.pluto.agent.cli.text.Formats;
import ai.trainy.pluto.upload.Ledger;

/** What became of the runs that were to be uploaded, all together. */
public final class SyncSummary {
  private int uploaded;
  private int inUse;
  private int left;
  private long sent;
  private long rejected;

  public void uploaded() {
    uploaded++;
  }

  public void inUse() {
    inUse++;
  }

  public void left() {
    left++;
  }

  public void add(Ledger ledger) {
    sent += ledger.sent();
    rejected += ledger.rejected();
  }

  public boolean isAnyLeft() {
    return left > 0;
  }

  @Override
  public String toString() {
    return "Uploaded "
        + Formats.number(uploaded)
        + " of "
        + Formats.of(uploaded + left, "run")
        + ": "
        + Formats.of(sent, "value")
        + " sent, "
        + Formats.number(rejected)
        + " rejected"
        + (inUse == 0 ? "" : "; " + Formats.of(inUse, "run") + " in use");
  }
}
