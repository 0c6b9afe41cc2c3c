package ai.trainy.pluto.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A run whose lock file was deleted: nobody can tell whether it is in use. */
public final class NoLockFileException extends IOException {
  private static final long serialVersionUID = 1;

  NoLockFileException(Path run, String lock, IOException cause) {
    super(
        run
            + " has lost its file '"
            + lock
            + "', which tells whether the run is in use. If it is not, create an empty one",
        cause);
  }
}
