package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.function.Supplier;

/** One line of {@code /ingest/data}: a histogram, a table, a string. Immutable. */
public final class DataRow {
  private final long step;
  private final long time;
  private final String dataType;
  private final String logName;
  private final Supplier<String> data;

  /** A row whose value is on disk until it is asked for. */
  DataRow(long step, long time, String dataType, String logName, Supplier<String> data) {
    this.step = step;
    this.time = time;
    this.dataType = dataType;
    this.logName = logName;
    this.data = data;
  }

  DataRow(long step, long time, String dataType, String logName, String data) {
    this(step, time, dataType, logName, () -> data);
  }

  /** Returns the step, an unsigned 64-bit number. */
  public long step() {
    return step;
  }

  /** Returns the time as sent, in milliseconds since the Unix epoch, unsigned. */
  public long time() {
    return time;
  }

  /** Returns the type as sent, such as {@code HISTOGRAM}. */
  public String dataType() {
    return dataType;
  }

  /** Returns the name the value was logged under. */
  public String logName() {
    return logName;
  }

  /** Returns the encoded value as sent. */
  public String data() {
    return data.get();
  }

  /**
   * Returns whether the real service's readers could show this row (the protocol, section 8.3). Its
   * ingest takes any row; one unreadable histogram hides its whole series.
   */
  public boolean isReadable() {
    if (dataType.equals("string-series")) {
      return true;
    }
    try {
      JsonNode value = Json.parse(data.get());
      if (dataType.equalsIgnoreCase("HISTOGRAM")) {
        return isHistogram(value);
      }
      return dataType.equalsIgnoreCase("TABLE") && isTable(value);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isHistogram(JsonNode value) {
    for (JsonNode count : value.path("freq")) {
      if (!count.isIntegralNumber()) {
        return false;
      }
    }
    JsonNode bins = value.path("bins");
    return value.path("freq").isArray()
        && value.path("maxFreq").isIntegralNumber()
        && bins.path("min").isNumber()
        && bins.path("max").isNumber()
        && bins.path("num").isIntegralNumber()
        && bins.path("num").intValue() == value.path("freq").size()
        && value.path("shape").asText().equals("uniform")
        && value.path("type").asText().equals("Histogram");
  }

  private static boolean isTable(JsonNode value) {
    for (JsonNode row : value.path("table")) {
      if (!row.isArray()) {
        return false;
      }
    }
    return value.path("table").isArray();
  }

  @Override
  public String toString() {
    return dataType + " " + logName + " " + Long.toUnsignedString(step) + ": " + data.get();
  }
}
