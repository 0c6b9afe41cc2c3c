package ai.trainy.pluto.agent.binding;

import java.util.Locale;

/** What is asked of a value that a program logs. */
public enum ValuePart {
  /** Where it lies on disk. */
  FILE,
  /** A file's content. */
  BYTES,
  /** Which kind of file the content is. */
  FORMAT,
  PIXELS,
  CAPTION,
  BOXES,
  MASKS,
  SAMPLES,
  /** Samples in a second. */
  RATE,
  COUNTS,
  EDGES,
  BINS,
  COLUMNS,
  ROWS,
  NAME,
  ENTRIES,
  /** Of an entry: its path within the artifact. */
  ENTRY_PATH,
  /** Of an entry: where it lies on disk. */
  ENTRY_FILE;

  static ValuePart of(String name) {
    for (ValuePart part : values()) {
      if (part.text().equals(name)) {
        return part;
      }
    }
    throw new IllegalArgumentException("no such part: " + name);
  }

  /** Whether it is a part of an entry, and not of the value. */
  boolean isOfEachEntry() {
    return this == ENTRY_PATH || this == ENTRY_FILE;
  }

  /** The name in bindings. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
