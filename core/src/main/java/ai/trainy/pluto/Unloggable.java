package ai.trainy.pluto;

import java.util.Objects;

/**
 * Stands in a row for a value that could not be made: an image without pixels, a table with ragged
 * rows. The run says why, once for each name, and logs the rest of the row.
 */
public final class Unloggable {
  private final String reason;

  /**
   * @param reason what it is, behind "NAME is": {@code an image of 0 x 3 pixels}
   */
  public Unloggable(String reason) {
    this.reason = Objects.requireNonNull(reason);
  }

  /** What it is, and what is wrong with it. */
  public String reason() {
    return reason;
  }

  /** For places where only a text can stand: a cell of a table, an entry of config. */
  @Override
  public String toString() {
    return "(" + reason + ")";
  }
}
