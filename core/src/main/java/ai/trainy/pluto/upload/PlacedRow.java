package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.AppendOnlyRow;
import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.RecordType;

/** A histogram, a table or lines of the console, and where it lies in the journal. */
final class PlacedRow {
  private final AppendOnlyRow row;
  private final int bytes;
  private final Position behind;

  PlacedRow(AppendOnlyRow row, int bytes, Position behind) {
    this.row = row;
    this.bytes = bytes;
    this.behind = behind;
  }

  AppendOnlyRow row() {
    return row;
  }

  RecordType type() {
    return row instanceof ConsoleLines ? RecordType.CONSOLE : RecordType.DATA;
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
