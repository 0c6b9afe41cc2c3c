package ai.trainy.pluto.local;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Lines of {@code /ingest/data}: histograms, tables, strings. */
final class DataLines extends LineParser {
  private final RunData target;
  private long time;
  private long step;
  private String dataType = "";
  private String logName = "";
  private String data = "";

  DataLines(RunData target) {
    super("time", "step", "dataType", "logName", "data");
    this.target = target;
  }

  @Override
  void field(int index, JsonParser parser) throws IOException, IngestError {
    switch (index) {
      case 0:
        time = unsigned(parser);
        break;
      case 1:
        step = unsigned(parser);
        break;
      case 2:
        dataType = string(parser);
        break;
      case 3:
        logName = string(parser);
        break;
      default:
        data = string(parser);
    }
  }

  @Override
  int finish() throws IngestError {
    if (isBlank(dataType) || isBlank(logName)) {
      throw new IngestError(
          IngestError.Kind.INVALID_METRIC_FORMAT,
          (isBlank(dataType) ? "'dataType'" : "'logName'") + " field cannot be empty");
    }
    target.add(new DataRow(step, time, dataType, logName, data));
    return 1;
  }
}
