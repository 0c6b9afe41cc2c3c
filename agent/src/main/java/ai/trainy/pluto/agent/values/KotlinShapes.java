package ai.trainy.pluto.agent.values;

import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Kotlin has beside Java's collections: pairs, triples and unsigned numbers.
 *
 * <p>Sequences are left alone. One that can be read only once may stand behind any number of others
 * that do not tell, and if we read it first, the program's own reading would fail.
 */
final class KotlinShapes {
  private static final Set<String> UNSIGNED = Set.of("UByte", "UShort", "UInt", "ULong");

  private KotlinShapes() {}

  /** Null for a class that is none of these. */
  static @Nullable ValueReader of(TypeHierarchy hierarchy) {
    MethodCall first = hierarchy.method(Object.class, "component1");
    MethodCall second = hierarchy.method(Object.class, "component2");
    if (first != null && second != null) {
      MethodCall third = hierarchy.method(Object.class, "component3");
      if (hierarchy.is("Pair")) {
        return list(first, second);
      }
      return hierarchy.is("Triple") && third != null ? list(first, second, third) : null;
    }
    // The method's name tells these classes: no Java program can declare it.
    Class<?> type = hierarchy.type();
    return hierarchy.isAny(UNSIGNED)
            && (MethodCall.find(type, int.class, "unbox-impl") != null
                || MethodCall.find(type, long.class, "unbox-impl") != null
                || MethodCall.find(type, short.class, "unbox-impl") != null
                || MethodCall.find(type, byte.class, "unbox-impl") != null)
        ? (value, copy) -> new BigInteger(value.toString())
        : null;
  }

  private static ValueReader list(MethodCall... components) {
    return (value, copy) ->
        copy.list(
            value,
            elements -> {
              for (MethodCall component : components) {
                elements.accept(component.call(value));
              }
            });
  }
}
