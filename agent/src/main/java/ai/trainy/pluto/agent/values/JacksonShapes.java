package ai.trainy.pluto.agent.values;

import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes of Jackson's trees, in version 2 and 3. */
final class JacksonShapes {
  private static final Set<String> NOTHING = Set.of("NullNode", "MissingNode");

  private JacksonShapes() {}

  /** Null for a class that is none of these. */
  static @Nullable ValueReader of(TypeHierarchy kin) {
    if (!kin.is("JsonNode")) {
      return null;
    }
    if (kin.isAny(NOTHING)) {
      return ValueReader.NULL;
    }
    if (kin.is("ObjectNode")) {
      // Version 3 has no fields(), and version 2 has properties() since 2.15.
      MethodCall fields = kin.method(Iterator.class, "fields");
      return fields != null
          ? ValueReader.entries(value -> (Iterator<?>) fields.call(value))
          : JsonElementShapes.object(kin, "properties");
    }
    if (kin.is("ArrayNode")) {
      return JsonElementShapes.array(kin);
    }
    if (kin.is("NumericNode")) {
      return content(kin.method(Number.class, "numberValue"));
    }
    if (kin.is("BooleanNode")) {
      return content(kin.method(boolean.class, "booleanValue"));
    }
    if (kin.is("TextNode") || kin.is("StringNode")) {
      return content(kin.method(String.class, "textValue"));
    }
    if (kin.is("BinaryNode")) {
      return content(kin.method(byte[].class, "binaryValue"));
    }
    return kin.is("POJONode") ? content(kin.method(Object.class, "getPojo")) : null;
  }

  private static @Nullable ValueReader content(@Nullable MethodCall get) {
    return get == null ? null : (value, copy) -> copy.read(get.call(value));
  }
}
