package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.agent.binding.ValueBinding;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds how values of a class are read: by its name, and by the methods that it has. */
final class ValueReaders {
  /** By library; each gives null for a class that is none of its. */
  private static final List<Function<TypeHierarchy, ValueReader>> FAMILIES =
      List.of(
          OrgJsonShapes::of,
          JacksonShapes::of,
          JsonElementShapes::of,
          ScalaShapes::of,
          KotlinShapes::of,
          TensorShapes::of);

  private final Supplier<List<ValueBinding>> given;

  /** Null until they are needed; guarded by this. */
  private @Nullable List<ValueBinding> bindings;

  ValueReaders(Supplier<List<ValueBinding>> bindings) {
    this.given = bindings;
  }

  synchronized List<ValueBinding> bindings() {
    if (bindings == null) {
      bindings = List.copyOf(given.get());
    }
    return bindings;
  }

  /**
   * @param values reads the parts of bound classes
   */
  ValueReader of(Class<?> type, ForeignValues values) {
    ValueReader ofJdk = ofJdk(type);
    return ofJdk != null ? ofJdk : ofProgram(type, values);
  }

  private ValueReader ofProgram(Class<?> type, ForeignValues values) {
    for (ValueBinding binding : bindings()) {
      if (binding.matches(type)) {
        return BoundShapes.of(binding, values);
      }
    }
    TypeHierarchy hierarchy = new TypeHierarchy(type);
    for (Function<TypeHierarchy, ValueReader> family : FAMILIES) {
      ValueReader reader = family.apply(hierarchy);
      if (reader != null) {
        return reader;
      }
    }
    return ValueReader.AS_IT_IS;
  }

  /**
   * @return null for a class that is none of the JDK's
   */
  private static @Nullable ValueReader ofJdk(Class<?> type) {
    if (type.isArray() || CharSequence.class.isAssignableFrom(type)) {
      return ValueReader.AS_IT_IS;
    }
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      // By its name: AWT is not loaded for programs that do without.
      if (each.getName().equals("java.awt.image.BufferedImage")) {
        return AwtImage::read;
      }
    }
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader()
        ? ValueReader.AS_IT_IS
        : null;
  }
}
