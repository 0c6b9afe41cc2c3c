package ai.trainy.pluto.transport;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** One JSON object a line (section 8.1), written straight into the connection. */
abstract class NdjsonBody<T> extends RequestBody {
  private static final MediaType NDJSON = MediaType.get("application/x-ndjson");

  private final List<T> rows;

  NdjsonBody(List<T> rows) {
    this.rows = rows;
  }

  /**
   * Returns whether the server has taken all of it (section 8.4).
   *
   * @param records how many records it says it has taken
   */
  abstract boolean isWhole(long records);

  final List<T> rows() {
    return rows;
  }

  /** Writes the object of one row. */
  abstract void write(JsonGenerator out, T row) throws IOException;

  @Override
  public final MediaType contentType() {
    return NDJSON;
  }

  @Override
  public final void writeTo(BufferedSink sink) throws IOException {
    try (JsonGenerator out = Json.FACTORY.createGenerator(sink.outputStream())) {
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      out.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      for (T row : rows) {
        write(out, row);
      }
      out.writeRaw('\n');
    }
  }
}
