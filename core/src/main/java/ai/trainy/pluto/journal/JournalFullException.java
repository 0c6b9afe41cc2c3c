package ai.trainy.pluto.journal;

import java.io.IOException;

/** The records waiting for upload take as much disk as the settings allow. */
public final class JournalFullException extends IOException {
  private static final long serialVersionUID = 1;

  JournalFullException(long limitBytes) {
    super("the journal has reached its limit of " + (limitBytes >> 20) + " MB");
  }
}
