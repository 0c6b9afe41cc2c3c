package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.Times;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * Lines of {@code /ingest/data} (section 8.3). What a row holds is a JSON text inside the line; of
 * these texts one at a time is in memory.
 */
final class DataBody extends NdjsonBody<DataRow> {
  /** The same line each time that it is written. */
  private final long now = System.currentTimeMillis();

  DataBody(List<DataRow> rows) {
    super(rows);
  }

  @Override
  boolean isWhole(long records) {
    return records == rows().size();
  }

  @Override
  void write(JsonGenerator out, DataRow row) throws IOException {
    out.writeStartObject();
    out.writeNumberField("time", Times.held(row.time(), now));
    out.writeNumberField("step", row.step());
    out.writeStringField("dataType", row.type().name());
    out.writeStringField("logName", row.name());
    out.writeStringField("data", Json.finiteText(row.data()));
    out.writeEndObject();
  }
}
