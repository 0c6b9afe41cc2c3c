package ai.trainy.pluto.agent.values;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects and arrays of org.json, and their null. */
final class OrgJsonShapes {
  private OrgJsonShapes() {}

  /** Null for a class that is none of these. */
  static @Nullable ValueReader of(TypeHierarchy kin) {
    if (kin.type().getName().endsWith("JSONObject$Null")) {
      return ValueReader.NULL;
    }
    if (kin.is("JSONObject")) {
      return object(kin.method(Set.class, "keySet"), kin.method(Object.class, "opt", String.class));
    }
    return kin.is("JSONArray")
        ? array(kin.method(int.class, "length"), kin.method(Object.class, "opt", int.class))
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
