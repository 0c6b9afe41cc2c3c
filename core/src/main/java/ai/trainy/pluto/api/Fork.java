package ai.trainy.pluto.api;

import java.util.Objects;

/**
 * The run, and its step, that a program asked to go on from, before the server was asked for it.
 */
public final class Fork {
  private final String parentExternalId;
  private final long step;

  /**
   * @param parentExternalId the id that the program's own tracker gave the parent
   * @param step the parent's last step that belongs to the fork as well, 0 to 2^53-1
   */
  public Fork(String parentExternalId, long step) {
    this.parentExternalId = Objects.requireNonNull(parentExternalId);
    this.step = step;
  }

  public String parentExternalId() {
    return parentExternalId;
  }

  public long step() {
    return step;
  }

  @Override
  public String toString() {
    return parentExternalId + " at step " + step;
  }
}
