package ai.trainy.pluto.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Map;
import okhttp3.RequestBody;

/** JSON both ways. */
final class Json {
  /** One for all: it is costly to make, and safe for several threads. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              // The JDK's own, before version 19, takes most of the time of sending.
              .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
              .build());

  JsonFactory factory() {
    return MAPPER.getFactory();
  }

  ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A map of plain values as the text of a JSON object: config travels inside a string. */
  String text(Map<String, Object> values) {
    try {
      return MAPPER.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("config holds a value that is not plain", e);
    }
  }

  /**
   * The same with null for every number that is not finite: whoever reads these texts knows no
   * other form of it (section 20, row 27).
   */
  String finiteText(Map<String, Object> values) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = MAPPER.createGenerator(text)) {
      writeFinite(out, values);
    } catch (IOException e) {
      throw new IllegalArgumentException("a value that is not plain", e);
    }
    return text.toString();
  }

  private static void writeFinite(JsonGenerator out, Object value) throws IOException {
    if (value instanceof Map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        out.writeFieldName(String.valueOf(entry.getKey()));
        writeFinite(out, entry.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof Collection) {
      out.writeStartArray();
      for (Object element : (Collection<?>) value) {
        writeFinite(out, element);
      }
      out.writeEndArray();
    } else if (isNumberButNotFinite(value)) {
      out.writeNull();
    } else {
      out.writePOJO(value);
    }
  }

  private static boolean isNumberButNotFinite(Object value) {
    return (value instanceof Double || value instanceof Float)
        && !Double.isFinite(((Number) value).doubleValue());
  }

  /** The values of an object, whole numbers as Long; empty if {@code node} is no object. */
  Map<String, Object> map(JsonNode node) {
    if (!node.isObject()) {
      return Map.of();
    }
    try {
      return MAPPER
          .readerForMapOf(Object.class)
          .with(DeserializationFeature.USE_LONG_FOR_INTS)
          .readValue(node);
    } catch (IOException e) {
      throw new IllegalStateException("an object is a map", e);
    }
  }

  RequestBody body(ObjectNode object) {
    try {
      return Body.json(MAPPER.writeValueAsBytes(object));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Any JSON; a missing node for an empty text. */
  static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }
}
