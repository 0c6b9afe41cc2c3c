package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.journal.Position;

/** A histogram or a table, and where it lies in the journal. */
final class PlacedRow {
  private final DataRow row;
  private final int bytes;
  private final Position behind;

  PlacedRow(DataRow row, int bytes, Position behind) {
    this.row = row;
    this.bytes = bytes;
    this.behind = behind;
  }

  DataRow row() {
    return row;
  }

  /** Its size in the journal. */
  int bytes() {
    return bytes;
  }

  /** The place behind it, and before what comes next. */
  Position behind() {
    return behind;
  }
}
