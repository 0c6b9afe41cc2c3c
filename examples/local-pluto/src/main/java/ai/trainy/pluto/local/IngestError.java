package ai.trainy.pluto.local;

import java.util.Locale;

/**
 * An error of the ingest service, before it is put into one of two shapes (the protocol, section
 * 8.5, 9.4).
 */
final class IngestError extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong; the numbers are the service's own. */
  enum Kind {
    INVALID_TOKEN(1002, "InvalidToken", "Authentication Error"),
    MISSING_TOKEN(1003, "MissingToken", "Authentication Error"),
    INVALID_TOKEN_FORMAT(1006, "InvalidTokenFormat", "Authentication Error"),
    INVALID_BEARER_FORMAT(1007, "InvalidBearerFormat", "Authentication Error"),
    INVALID_HEADER_FORMAT(2004, "InvalidHeaderFormat", "Validation Error"),
    INVALID_METRIC_FORMAT(2005, "InvalidMetricFormat", "Validation Error"),
    INVALID_LOG_FORMAT(2006, "InvalidLogFormat", "Validation Error"),
    STREAM_DECODING_ERROR(3004, "StreamDecodingError", "Stream Error");

    private final int number;
    private final String label;
    private final String family;

    Kind(int number, String label, String family) {
      this.number = number;
      this.label = label;
      this.family = family;
    }
  }

  private final Kind kind;

  IngestError(Kind kind, String text) {
    super(text, null, false, false);
    this.kind = kind;
  }

  /** The answer of the streaming endpoints: one code for everything, the cause inside the text. */
  Reply asStreamReply(String stream) {
    String text =
        String.format(
            Locale.ROOT,
            "Failed to process %s stream: %s (%d - %s): %s",
            stream,
            kind.label,
            kind.number,
            kind.family,
            getMessage());
    return Reply.json(422, Json.object().put("code", "PROCESSING_FAILED").put("message", text));
  }

  /** The answer of the presign endpoint. */
  Reply asReply() {
    int status = kind == Kind.INVALID_HEADER_FORMAT ? 400 : 401;
    return Reply.json(status, Json.object().put("code", kind.name()).put("message", getMessage()));
  }
}
