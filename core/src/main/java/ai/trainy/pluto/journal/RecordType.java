package ai.trainy.pluto.journal;

import org.jspecify.annotations.Nullable;

/** What a record holds. The code is on disk: never change one, never use one again. */
public enum RecordType {
  /** What the program asked for: a {@link ai.trainy.pluto.api.RunSpec}. Not in segments. */
  INTENT(1),
  /** What the server answered: a {@link ai.trainy.pluto.api.RunHandle}. Not in segments. */
  ANSWER(2),
  /** The numbers of one log call: a {@link ai.trainy.pluto.api.MetricRow}. */
  METRICS(3),
  /** Values for the run's config: a map. */
  CONFIG(4),
  /** The end of the run: its exit code and when it was. */
  FINISH(5),
  /** A file that waits for upload: a {@link ai.trainy.pluto.api.FileEntry}. Not in segments. */
  FILE(6),
  /** A histogram or a table: a {@link ai.trainy.pluto.api.DataRow}. */
  DATA(7),
  /** The run's tags from then on: a list. */
  TAGS(8),
  /** A message to be mailed: an {@link ai.trainy.pluto.api.Alert}. */
  ALERT(9),
  /** Where the run belongs: a {@link Destination}. Not in segments. */
  DESTINATION(10),
  /**
   * Says that {@link DeferredRecords} wait, to versions that do not know of them. Empty, and not in
   * segments.
   */
  DEFERRED(11),
  /** What the program printed: {@link ai.trainy.pluto.api.ConsoleLines}. */
  CONSOLE(12);

  private final int code;

  RecordType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The type with that code, or null: a newer version's, or damage. */
  static @Nullable RecordType of(int code) {
    for (RecordType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }
}
