package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.MetricRow;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * Rows as NDJSON (section 8.3), written straight into the connection. A value that JSON has no
 * number for goes as the text {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"}.
 */
final class MetricsBody extends RequestBody {
  private static final MediaType NDJSON = MediaType.get("application/x-ndjson");

  private final JsonFactory json;
  private final List<MetricRow> rows;

  MetricsBody(JsonFactory json, List<MetricRow> rows) {
    this.json = json;
    this.rows = rows;
  }

  @Override
  public MediaType contentType() {
    return NDJSON;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    try (JsonGenerator out = json.createGenerator(sink.outputStream())) {
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      out.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      for (MetricRow row : rows) {
        write(out, row);
      }
      out.writeRaw('\n');
    }
  }

  private static void write(JsonGenerator out, MetricRow row) throws IOException {
    out.writeStartObject();
    out.writeNumberField("time", row.time());
    out.writeNumberField("step", row.step());
    out.writeObjectFieldStart("data");
    for (int i = 0; i < row.size(); i++) {
      // Jackson quotes numbers that are not finite, which is the form the service wants.
      out.writeNumberField(row.name(i), row.value(i));
    }
    out.writeEndObject();
    out.writeEndObject();
  }
}
