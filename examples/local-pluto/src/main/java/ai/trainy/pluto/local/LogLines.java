package ai.trainy.pluto.local;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Lines of {@code /ingest/logs}: console output. */
final class LogLines extends LineParser {
  private final RunData target;
  private long time;
  private String message = "";
  private long lineNumber;
  private String logType = "";

  LogLines(RunData target) {
    super("time", "message", "lineNumber", "logType");
    this.target = target;
  }

  @Override
  void field(int index, JsonParser parser) throws IOException, IngestError {
    switch (index) {
      case 0:
        time = unsigned(parser);
        break;
      case 1:
        message = string(parser);
        break;
      case 2:
        lineNumber = unsigned(parser);
        break;
      default:
        logType = string(parser);
    }
  }

  @Override
  int finish() throws IngestError {
    if (logType.isBlank()) {
      throw new IngestError(IngestError.Kind.INVALID_LOG_FORMAT, "'logType' field cannot be empty");
    }
    target.add(new LogLine(time, message, lineNumber, logType));
    return 1;
  }
}
