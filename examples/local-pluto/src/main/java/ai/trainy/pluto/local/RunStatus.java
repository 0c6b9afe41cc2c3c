package ai.trainy.pluto.local;

/** Where a run stands; terminal states outrank each other (the protocol, section 4). */
enum RunStatus {
  RUNNING(0),
  COMPLETED(1),
  FAILED(4),
  TERMINATED(2),
  CANCELLED(3);

  private final int rank;

  RunStatus(int rank) {
    this.rank = rank;
  }

  /** Whether a client may report this one over the other. */
  boolean mayReplace(RunStatus current) {
    return this == RUNNING || rank >= current.rank;
  }
}
