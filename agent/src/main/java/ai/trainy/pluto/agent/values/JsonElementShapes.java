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
  static @Nullable ValueReader of(TypeHierarchy kin) {
    if (kin.is("JsonNull")) {
      return ValueReader.NULL;
    }
    if (kin.is("JsonObject")) {
      ValueReader object = object(kin, "entrySet");
      return object != null ? object : ofVertx(kin);
    }
    if (kin.is("JsonArray")) {
      return array(kin);
    }
    if (kin.is("JsonPrimitive")) {
      ValueReader ofGson = ofGson(kin);
      return ofGson != null ? ofGson : ofKotlin(kin);
    }
    return null;
  }

  /** An object whose entries are in a set. */
  static @Nullable ValueReader object(TypeHierarchy kin, String name) {
    MethodCall entries = kin.method(Set.class, name);
    return entries == null
        ? null
        : ValueReader.entries(value -> ((Set<?>) entries.call(value)).iterator());
  }

  /** An array that is an Iterable: of a JSON library's, these can be read again. */
  static @Nullable ValueReader array(TypeHierarchy kin) {
    return !Iterable.class.isAssignableFrom(kin.type())
        ? null
        : (value, copy) -> copy.list(value, ((Iterable<?>) value)::forEach);
  }

  private static @Nullable ValueReader ofVertx(TypeHierarchy kin) {
    MethodCall map = kin.method(Map.class, "getMap");
    return map == null ? null : (value, copy) -> copy.read(map.call(value));
  }

  private static @Nullable ValueReader ofGson(TypeHierarchy kin) {
    MethodCall isBoolean = kin.method(boolean.class, "isBoolean");
    MethodCall isNumber = kin.method(boolean.class, "isNumber");
    MethodCall asBoolean = kin.method(boolean.class, "getAsBoolean");
    MethodCall asNumber = kin.method(Number.class, "getAsNumber");
    MethodCall asString = kin.method(String.class, "getAsString");
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

  private static @Nullable ValueReader ofKotlin(TypeHierarchy kin) {
    MethodCall isString = kin.method(boolean.class, "isString");
    MethodCall content = kin.method(String.class, "getContent");
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
