package ai.trainy.pluto.agent.values;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The elements of Gson's trees, and those of kotlinx.serialization that are not collections
 * already; Vert.x has objects and arrays of these names, too.
 */
final class JsonElementShapes {
  private JsonElementShapes() {}

  /** Null for a class that is none of these. */
  static @Nullable ValueReader of(TypeHierarchy hierarchy) {
    if (hierarchy.is("JsonNull")) {
      return ValueReader.NULL;
    }
    if (hierarchy.is("JsonObject")) {
      ValueReader object = object(hierarchy, "entrySet");
      return object != null ? object : ofVertx(hierarchy);
    }
    if (hierarchy.is("JsonArray")) {
      return array(hierarchy);
    }
    if (hierarchy.is("JsonPrimitive")) {
      ValueReader ofGson = ofGson(hierarchy);
      return ofGson != null ? ofGson : ofKotlin(hierarchy);
    }
    return null;
  }

  /** An object whose entries are in a set. */
  static @Nullable ValueReader object(TypeHierarchy hierarchy, String name) {
    MethodCall entries = hierarchy.method(Set.class, name);
    return entries == null
        ? null
        : ValueReader.entries(value -> ((Set<?>) entries.call(value)).iterator());
  }

  /** An array that is an Iterable: of a JSON library's, these can be read again. */
  static @Nullable ValueReader array(TypeHierarchy hierarchy) {
    return !Iterable.class.isAssignableFrom(hierarchy.type())
        ? null
        : (value, copy) -> copy.list(value, ((Iterable<?>) value)::forEach);
  }

  private static @Nullable ValueReader ofVertx(TypeHierarchy hierarchy) {
    MethodCall map = hierarchy.method(Map.class, "getMap");
    return map == null ? null : (value, copy) -> copy.read(map.call(value));
  }

  private static @Nullable ValueReader ofGson(TypeHierarchy hierarchy) {
    MethodCall isBoolean = hierarchy.method(boolean.class, "isBoolean");
    MethodCall isNumber = hierarchy.method(boolean.class, "isNumber");
    MethodCall asBoolean = hierarchy.method(boolean.class, "getAsBoolean");
    MethodCall asNumber = hierarchy.method(Number.class, "getAsNumber");
    MethodCall asString = hierarchy.method(String.class, "getAsString");
    if (isBoolean == null
        || isNumber == null
        || asBoolean == null
        || asNumber == null
        || asString == null) {
      return null;
    }
    return (value, copy) -> {
      if ((boolean) isBoolean.call(value)) {
        return asBoolean.call(value);
      }
      return ((boolean) isNumber.call(value) ? asNumber : asString).call(value);
    };
  }

  private static @Nullable ValueReader ofKotlin(TypeHierarchy hierarchy) {
    MethodCall isString = hierarchy.method(boolean.class, "isString");
    MethodCall content = hierarchy.method(String.class, "getContent");
    return isString == null || content == null
        ? null
        : (value, copy) -> {
          String text = (String) content.call(value);
          return (boolean) isString.call(value) ? text : unquoted(text);
        };
  }

  private static Object unquoted(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    try {
      return text.matches("-?\\d{1,18}") ? (Object) Long.valueOf(text) : Double.valueOf(text);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
