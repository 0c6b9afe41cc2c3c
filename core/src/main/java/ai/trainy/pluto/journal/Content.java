package ai.trainy.pluto.journal;

import java.io.IOException;
import java.nio.file.Path;

/** What a staged file is made of: another file, or something in memory. */
public interface Content {
  /**
   * About how many bytes it has, for the limit.
   *
   * @throws IOException if it is not there, or is no file; the message says which
   */
  long size() throws IOException;

  /** Writes it to a file that does not exist yet. */
  void writeTo(Path file) throws IOException;
}
