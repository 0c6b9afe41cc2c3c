package ai.trainy.pluto.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A run was kept by a newer version, in a way that this one does not know. It is left as it is. */
public final class NewerFormatException extends IOException {
  private static final long serialVersionUID = 1;

  NewerFormatException(Path file) {
    super(file + " was written by a newer version of the agent; upload it with that version");
  }
}
