package ai.trainy.pluto.journal;

import java.io.IOException;

/** One record is larger than any record may be. The disk has nothing to do with it. */
public final class RecordTooLargeException extends IOException {
  private static final long serialVersionUID = 1;

  RecordTooLargeException(int bytes) {
    super(
        "one log call of "
            + (bytes >> 20)
            + " MB is too large; a call may hold "
            + (Frame.MAX_PAYLOAD_BYTES >> 20)
            + " MB");
  }
}
