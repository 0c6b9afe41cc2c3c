package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.upload.Ledger;

/** What became of the runs that were to be uploaded, all together. */
final class Tally {
  private int uploaded;
  private int inUse;
  private int left;
  private long sent;
  private long rejected;

  void uploaded() {
    uploaded++;
  }

  void inUse() {
    inUse++;
  }

  void left() {
    left++;
  }

  void add(Ledger ledger) {
    sent += ledger.sent();
    rejected += ledger.rejected();
  }

  boolean isAnyLeft() {
    return left > 0;
  }

  @Override
  public String toString() {
    return Amount.of(uploaded, "run")
        + " uploaded, "
        + Amount.of(sent, "value")
        + " sent, "
        + Amount.number(rejected)
        + " rejected; "
        + (left == 0 ? "nothing" : Amount.of(left, "run"))
        + " left"
        + (inUse == 0 ? "" : ", " + Amount.number(inUse) + " in use");
  }
}
