package ai.trainy.pluto.transport;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of an answer, or the lack of one: what is asked of a value of another kind, or of one
 * that is not there, is answered as if it were missing. Immutable.
 */
final class JsonValue {
  private static final JsonValue MISSING = new JsonValue(null);

  /**
   * A map, a list, a text, a Long, a BigInteger, a Double, a Boolean, or null; nothing tells JSON's
   * null from what is not there.
   */
  private final @Nullable Object value;

  private JsonValue(@Nullable Object value) {
    this.value = value;
  }

  /**
   * Any JSON; missing for an empty text. What follows the first value is not looked at.
   *
   * @throws IOException if the text is no JSON
   */
  static JsonValue read(String text) throws IOException {
    try (JsonParser in = Json.FACTORY.createParser(text)) {
      return in.nextToken() == null ? MISSING : new JsonValue(value(in));
    }
  }

  private static @Nullable Object value(JsonParser in) throws IOException {
    switch (in.currentToken()) {
      case START_OBJECT:
        Map<String, Object> object = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          String name = in.currentName();
          in.nextToken();
          object.put(name, value(in));
        }
        return Collections.unmodifiableMap(object);
      case START_ARRAY:
        List<Object> array = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(in));
        }
        return Collections.unmodifiableList(array);
      case VALUE_NUMBER_INT:
        return in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            ? in.getBigIntegerValue()
            : (Object) in.getLongValue();
      case VALUE_NUMBER_FLOAT:
        return in.getDoubleValue();
      case VALUE_TRUE:
        return true;
      case VALUE_FALSE:
        return false;
      case VALUE_NULL:
        return null;
      default:
        return in.getText();
    }
  }

  boolean isObject() {
    return value instanceof Map;
  }

  boolean isArray() {
    return value instanceof List;
  }

  boolean isText() {
    return value instanceof String;
  }

  /** The value of a name of an object. */
  JsonValue get(String name) {
    return of(map().get(name));
  }

  /** An element of an array. */
  JsonValue get(int index) {
    List<?> array = array();
    return index < array.size() ? of(array.get(index)) : MISSING;
  }

  /** The elements of an array; none if it is no array. */
  List<JsonValue> elements() {
    List<JsonValue> elements = new ArrayList<>();
    array().forEach(element -> elements.add(of(element)));
    return elements;
  }

  private List<?> array() {
    return value instanceof List ? (List<?>) value : List.of();
  }

  /** The values of an object, whole numbers as Long; empty if it is no object. */
  @SuppressWarnings("unchecked") // what JSON names things by are texts
  Map<String, Object> map() {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }

  /** A text, a number or a boolean as a text; else {@code otherwise}. */
  String text(String otherwise) {
    return value == null || isObject() || isArray() ? otherwise : value.toString();
  }

  /** A whole number that is a Long; else {@code otherwise}. */
  long number(long otherwise) {
    return value instanceof Long ? (Long) value : otherwise;
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  private static JsonValue of(@Nullable Object value) {
    return value == null ? MISSING : new JsonValue(value);
  }
}
