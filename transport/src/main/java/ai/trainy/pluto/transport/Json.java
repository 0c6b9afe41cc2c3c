package ai.trainy.pluto.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import okhttp3.RequestBody;

/**
 * Writes plain values as JSON. Jackson's streaming alone: its data binding would be hundreds of
 * classes more to load in every program.
 */
final class Json {
  /** One for all: safe for several threads. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          // The JDK's own, before version 19, takes most of the time of sending.
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build();

  private Json() {}

  static RequestBody body(Map<String, ?> object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      write(out, object, false);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
    return Body.json(bytes.toByteArray());
  }

  /** A map of plain values as the text of a JSON object: config travels inside a string. */
  static String text(Map<String, ?> values) {
    return text(values, false);
  }

  /**
   * The same with null for every number that is not finite: readers of these texts know no other
   * form of it (section 20, row 27).
   */
  static String finiteText(Map<String, ?> values) {
    return text(values, true);
  }

  private static String text(Map<String, ?> values, boolean finite) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      write(out, values, finite);
    } catch (IOException e) {
      throw new IllegalArgumentException("a value that is not plain", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, Object value, boolean finite) throws IOException {
    if (value instanceof Map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        out.writeFieldName(String.valueOf(entry.getKey()));
        write(out, entry.getValue(), finite);
      }
      out.writeEndObject();
    } else if (value instanceof Collection) {
      out.writeStartArray();
      for (Object element : (Collection<?>) value) {
        write(out, element, finite);
      }
      out.writeEndArray();
    } else if (finite && isNumberButNotFinite(value)) {
      out.writeNull();
    } else {
      // Without a codec it takes texts, numbers, booleans and null.
      out.writePOJO(value);
    }
  }

  private static boolean isNumberButNotFinite(Object value) {
    return (value instanceof Double || value instanceof Float)
        && !Double.isFinite(((Number) value).doubleValue());
  }
}
