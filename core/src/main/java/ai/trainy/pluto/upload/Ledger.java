package ai.trainy.pluto.upload;

import java.util.concurrent.atomic.LongAdder;

/**
 * What became of every value of a run. It always adds up: seen = stored + refused; stored = sent +
 * pending + rejected. Counted by several threads.
 */
public final class Ledger {
  private final LongAdder stored = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder sent = new LongAdder();
  private final LongAdder rejected = new LongAdder();
  private final LongAdder sampled = new LongAdder();

  /** Values that reached the journal. */
  public void addStored(long values) {
    stored.add(values);
  }

  /** Values that the program did not log, such as how busy the machine is, that were stored. */
  public void addSampled(long values) {
    stored.add(values);
    sampled.add(values);
  }

  /** Values that could not be kept: nothing Pluto can hold, or no room for them. */
  public void addRefused(long values) {
    refused.add(values);
  }

  void addSent(long values) {
    sent.add(values);
  }

  void addRejected(long values) {
    rejected.add(values);
  }

  /** Every value, logged by the program or sampled beside it. */
  public long seen() {
    return stored() + refused();
  }

  /** How many of the stored values the program did not log. */
  public long sampled() {
    return sampled.sum();
  }

  public long stored() {
    return stored.sum();
  }

  public long refused() {
    return refused.sum();
  }

  /** Values the server has acknowledged. */
  public long sent() {
    return sent.sum();
  }

  /** Values the server refused for good. */
  public long rejected() {
    return rejected.sum();
  }

  /** Values in the journal that the server has not answered for. */
  public long pending() {
    // Read first: what is answered between the two looks must not make this negative.
    long answered = sent() + rejected();
    return stored() - answered;
  }
}
