package ai.trainy.pluto.api;

/** A {@link Fork} as the server takes it: the parent by its numeric id. */
public final class Branch {
  private final long parentRunId;
  private final long step;
  private final boolean inheritsConfig;

  /**
   * @param inheritsConfig whether the server is to put the parent's config under the run's own; it
   *     replaces whole top-level values (the protocol, section 2.5)
   */
  public Branch(long parentRunId, long step, boolean inheritsConfig) {
    this.parentRunId = parentRunId;
    this.step = step;
    this.inheritsConfig = inheritsConfig;
  }

  public long parentRunId() {
    return parentRunId;
  }

  public long step() {
    return step;
  }

  public boolean inheritsConfig() {
    return inheritsConfig;
  }
}
