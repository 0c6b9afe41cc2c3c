package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Times;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines of {@code /ingest/metrics} (section 8.3). A value that JSON has no number for goes as the
 * text {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"}.
 */
final class MetricsBody extends NdjsonBody<MetricRow> {
  /** The same line each time that it is written. */
  private final long now = System.currentTimeMillis();

  MetricsBody(List<MetricRow> rows) {
    super(rows);
  }

  /** Records are values. Of a name that a row has twice the server keeps the last (section 8.3). */
  @Override
  boolean isWhole(long records) {
    return records == rows().stream().mapToLong(MetricRow::size).sum()
        || records == rows().stream().mapToLong(MetricsBody::names).sum();
  }

  private static long names(MetricRow row) {
    return IntStream.range(0, row.size()).mapToObj(row::name).distinct().count();
  }

  @Override
  void write(JsonGenerator out, MetricRow row) throws IOException {
    out.writeStartObject();
    out.writeNumberField("time", Times.held(row.time(), now));
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
