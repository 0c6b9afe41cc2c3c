package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.agent.binding.ValueBinding;
import ai.trainy.pluto.route.ValueLimits;
import ai.trainy.pluto.route.Wrapped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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

  ValueReader of(Class<?> type) {
    if (type.isArray()) {
      return isOfPrimitives(type) ? ValueReader.AS_IT_IS : ValueReaders::array;
    }
    ValueReader ofJdk = ofJdk(type);
    return ofJdk != null ? ofJdk : ofProgram(type);
  }

  private ValueReader ofProgram(Class<?> type) {
    for (ValueBinding binding : bindings()) {
      if (binding.matches(type)) {
        return BoundShapes.of(binding);
      }
    }
    TypeHierarchy kin = new TypeHierarchy(type);
    for (Function<TypeHierarchy, ValueReader> family : FAMILIES) {
      ValueReader shape = family.apply(kin);
      if (shape != null) {
        return shape;
      }
    }
    return ValueReader.AS_IT_IS;
  }

  /**
   * @return null for a class that is none of the JDK's
   */
  private static @Nullable ValueReader ofJdk(Class<?> type) {
    if (CharSequence.class.isAssignableFrom(type)) {
      return ValueReaders::text;
    }
    if (type == Optional.class || AtomicReference.class.isAssignableFrom(type)) {
      return (value, around, values) -> values.read(Wrapped.content(value), around);
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

  @SuppressWarnings("unused") // as Shape has them
  private static Object text(Object value, @Nullable CopyContext around, ForeignValues values) {
    // Core refuses a longer one by its length, and nobody has to copy it.
    return ((CharSequence) value).length() > ValueLimits.MAX_CHARACTERS ? value : value.toString();
  }

  private static boolean isOfPrimitives(Class<?> array) {
    Class<?> innermost = array;
    while (innermost.isArray()) {
      innermost = innermost.getComponentType();
    }
    return innermost.isPrimitive();
  }

  private static Object array(Object value, @Nullable CopyContext around, ForeignValues values) {
    ListCopy copy = new ListCopy(value, around, values);
    for (Object element : (Object[]) value) {
      copy.accept(element);
    }
    return copy.list();
  }
}
