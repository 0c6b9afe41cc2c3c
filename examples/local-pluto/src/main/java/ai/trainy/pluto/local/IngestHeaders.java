package ai.trainy.pluto.local;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The headers every ingest endpoint reads (the protocol, sections 1.3 and 8.2). Immutable. */
final class IngestHeaders {
  private static final String BEARER = "Bearer ";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~\\t]*");

  private final String runId;
  private final String project;

  private IngestHeaders(String runId, String project) {
    this.runId = runId;
    this.project = project;
  }

  static IngestHeaders read(Request request, Keys keys) throws IngestError {
    authorise(request.header("Authorization"), keys);
    return new IngestHeaders(required(request, "X-Run-Id"), required(request, "X-Project-Name"));
  }

  String project() {
    return project;
  }

  /** Whether the run id is an unsigned decimal number of 64 bits. */
  boolean hasRunId() {
    try {
      Long.parseUnsignedLong(runId);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The run id; one that is no number counts as 0, as in the real service. */
  long runId() {
    return hasRunId() ? Long.parseUnsignedLong(runId) : 0;
  }

  private static void authorise(@Nullable String header, Keys keys) throws IngestError {
    if (header == null) {
      throw new IngestError(IngestError.Kind.MISSING_TOKEN, "Missing Authorization header");
    }
    if (!header.startsWith(BEARER)) {
      throw new IngestError(
          IngestError.Kind.INVALID_BEARER_FORMAT, "Authorization header must start with 'Bearer '");
    }
    String key = header.substring(BEARER.length());
    if (!TOKEN.matcher(key).matches()) {
      throw new IngestError(
          IngestError.Kind.INVALID_TOKEN_FORMAT, "Bearer token contains invalid characters");
    }
    switch (keys.of(key)) {
      case GOOD:
        return;
      case EXPIRED:
        throw new IngestError(IngestError.Kind.INVALID_TOKEN, "API key has expired");
      case REVOKED:
        throw new IngestError(IngestError.Kind.INVALID_TOKEN, "API key has been revoked");
      default:
        throw new IngestError(IngestError.Kind.INVALID_TOKEN, "Invalid API key");
    }
  }

  private static String required(Request request, String name) throws IngestError {
    String value = request.header(name);
    if (value == null || !PRINTABLE.matcher(value).matches()) {
      throw new IngestError(
          IngestError.Kind.INVALID_HEADER_FORMAT, "Missing required header: " + name);
    }
    return value;
  }
}
