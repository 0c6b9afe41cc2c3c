package ai.trainy.pluto.agent.values;

import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes of Jackson's trees, in version 2 and 3. */
final class JacksonShapes {
  private static final Set<String> NOTHING = Set.of("NullNode", "MissingNode");

  private JacksonShapes() {}

  /** Null for a class that is none of these. */
  static @Nullable ValueReader of(TypeHierarchy hierarchy) {
    if (!hierarchy.is("JsonNode")) {
      return null;
    }
    if (hierarchy.isAny(NOTHING)) {
      return ValueReader.NULL;
    }
    if (hierarchy.is("ObjectNode")) {
      // Version 3 has no fields(), and version 2 has properties() since 2.15.
      MethodCall fields = hierarchy.method(Iterator.class, "fields");
      return fields != null
          ? ValueReader.entries(value -> (Iterator<?>) fields.call(value))
          : JsonElementShapes.object(hierarchy, "properties");
    }
    if (hierarchy.is("ArrayNode")) {
      return JsonElementShapes.array(hierarchy);
    }
    if (hierarchy.is("NumericNode")) {
      return content(hierarchy.method(Number.class, "numberValue"));
    }
    if (hierarchy.is("BooleanNode")) {
      return content(hierarchy.method(boolean.class, "booleanValue"));
    }
    if (hierarchy.is("TextNode") || hierarchy.is("StringNode")) {
      return content(hierarchy.method(String.class, "textValue"));
    }
    if (hierarchy.is("BinaryNode")) {
      return content(hierarchy.method(byte[].class, "binaryValue"));
    }
    return hierarchy.is("POJONode") ? content(hierarchy.method(Object.class, "getPojo")) : null;
  }

  private static @Nullable ValueReader content(@Nullable MethodCall get) {
    return get == null ? null : (value, copy) -> copy.read(get.call(value));
  }
}
