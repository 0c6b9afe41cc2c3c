package ai.trainy.pluto.transport;

import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.Times;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Lines of {@code /ingest/logs} (sections 8.3 and 12). */
final class ConsoleBody extends NdjsonBody<ConsoleLines> {
  /** What the run's page takes for stdout, and for stderr. */
  private static final String STDOUT = "INFO";

  private static final String STDERR = "ERROR";

  private final long offset;

  /**
   * @param offset added to each line's number
   */
  ConsoleBody(List<ConsoleLines> lines, long offset) {
    super(lines);
    this.offset = offset;
  }

  @Override
  boolean isWhole(long records) {
    return records == rows().stream().mapToLong(some -> some.lines().size()).sum();
  }

  @Override
  void write(JsonGenerator out, ConsoleLines some) throws IOException {
    long number = offset + some.first();
    for (ConsoleLines.Line line : some.lines()) {
      out.writeStartObject();
      out.writeNumberField("time", Times.held(line.time()));
      out.writeStringField("message", line.text());
      out.writeNumberField("lineNumber", number++);
      out.writeStringField("logType", line.isError() ? STDERR : STDOUT);
      out.writeEndObject();
    }
  }
}
