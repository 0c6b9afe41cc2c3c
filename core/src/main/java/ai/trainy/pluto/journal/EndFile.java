package ai.trainy.pluto.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The end of a run in a file of its own. A program can log on after its run was given an end; once
 * what came after is acknowledged, nobody reads the end in the segments again.
 */
final class EndFile {
  static final String FILE = "end";

  private EndFile() {}

  /** Returns what was kept; empty if nothing was, or if it cannot be read. */
  static Optional<RunEnd> read(Path directory) {
    try {
      return Optional.of(RecordFile.read(directory.resolve(FILE), RecordType.FINISH).runEnd());
    } catch (IOException | RuntimeException e) {
      // Then the run counts as one whose program was killed.
      return Optional.empty();
    }
  }

  /** Replaces what was kept, atomically. */
  static void write(Path directory, RunEnd end) throws IOException {
    RecordFile.write(directory.resolve(FILE), RecordType.FINISH, buffer(end));
  }

  /** The record that says how a run ended. */
  static RecordBuffer buffer(RunEnd end) {
    RecordBuffer buffer = new RecordBuffer(12).putInt(end.exitCode()).putLong(end.time());
    if (!end.cause().isEmpty()) {
      // Earlier versions read no further than the time.
      ValueCodec.write(buffer, end.cause());
    }
    return buffer;
  }
}
