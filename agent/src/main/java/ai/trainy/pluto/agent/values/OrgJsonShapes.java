package ai.trainy.pluto.agent.values;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects and arrays of org.json, and their null. */
final class OrgJsonShapes {
  private OrgJsonShapes() {}

  /** Null for a class that is none of these. */
  static @Nullable ValueReader of(TypeHierarchy hierarchy) {
    if (hierarchy.type().getName().endsWith("JSONObject$Null")) {
      return ValueReader.NULL;
    }
    if (hierarchy.is("JSONObject")) {
      return object(
          hierarchy.method(Set.class, "keySet"),
          hierarchy.method(Object.class, "opt", String.class));
    }
    return hierarchy.is("JSONArray")
        ? array(
            hierarchy.method(int.class, "length"), hierarchy.method(Object.class, "opt", int.class))
        : null;
  }

  private static @Nullable ValueReader object(
      @Nullable MethodCall keySet, @Nullable MethodCall opt) {
    return keySet == null || opt == null
        ? null
        : (value, copy) ->
            copy.map(
                value,
                entries -> {
                  for (Object key : (Set<?>) keySet.call(value)) {
                    entries.accept(key, opt.call(value, key));
                  }
                });
  }

  private static @Nullable ValueReader array(
      @Nullable MethodCall length, @Nullable MethodCall opt) {
    return length == null || opt == null ? null : ValueReader.indexed(length, opt);
  }
}
