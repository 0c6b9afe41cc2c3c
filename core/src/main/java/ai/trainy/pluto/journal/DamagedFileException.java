package ai.trainy.pluto.journal;

import java.io.IOException;

/** A file was read and is not what it should be. To try again is of no use. */
final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedFileException(String message) {
    super(message);
  }
}
