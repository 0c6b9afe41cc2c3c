package ai.trainy.pluto;

import java.util.Objects;

/**
 * A placeholder in a row for an invalid value: an image without pixels, a table with ragged rows.
 * The run reports the reason, once for each name, and logs the rest of the row.
 */
public final class Unloggable {
  private final String reason;

  /**
   * @param reason what the value is, to follow "NAME is": {@code an image of 0 x 3 pixels}
   */
  public Unloggable(String reason) {
    this.reason = Objects.requireNonNull(reason);
  }

  /** Returns what the value is, and what is wrong with it. */
  public String reason() {
    return reason;
  }

  /** Returns a text for places that only hold texts: a cell of a table, a config value. */
  @Override
  public String toString() {
    return "(" + reason + ")";
  }
}
