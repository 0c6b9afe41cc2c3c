package ai.trainy.pluto.agent.values;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scala's maps, sequences, sets, options and tuples, from 2.12 on; vavr's are alike.
 *
 * <p>Iterators, views, streams and lazy lists are left alone: they may be endless, readable only
 * once, or compute with the program's own functions what nobody has asked for yet.
 */
final class ScalaShapes {
  /** Views of 2.12 are the ones of a traversable. */
  private static final Set<String> LAZY =
      Set.of("Iterator", "View", "TraversableView", "LazyList", "Stream");

  private static final Set<String> LISTS = Set.of("Seq", "Set");
  private static final Pattern TUPLE =
      Pattern.compile("(?:.*[.$])?(?:Tuple(?:\\d+|XXL)(?:\\$.*)?|EmptyTuple\\$?)");

  private ScalaShapes() {}

  /** Null for a class that is none of these. */
  static @Nullable ValueReader of(TypeHierarchy hierarchy) {
    if (hierarchy.is("Option")) {
      return option(
          hierarchy.method(boolean.class, "isEmpty"), hierarchy.method(Object.class, "get"));
    }
    if (hierarchy.is("Product") && TUPLE.matcher(hierarchy.type().getName()).matches()) {
      return tuple(
          hierarchy.method(int.class, "productArity"),
          hierarchy.method(Object.class, "productElement", int.class));
    }
    if (hierarchy.isAny(LAZY)) {
      return null;
    }
    if (hierarchy.is("Map")) {
      ForeignIterator elements = ForeignIterator.of(hierarchy);
      return elements == null ? null : new ScalaMap(elements);
    }
    return hierarchy.isAny(LISTS) ? list(ForeignIterator.of(hierarchy)) : null;
  }

  private static @Nullable ValueReader option(
      @Nullable MethodCall isEmpty, @Nullable MethodCall get) {
    return isEmpty == null || get == null
        ? null
        : (value, copy) -> (boolean) isEmpty.call(value) ? null : copy.read(get.call(value));
  }

  private static @Nullable ValueReader tuple(
      @Nullable MethodCall arity, @Nullable MethodCall element) {
    return arity == null || element == null ? null : ValueReader.indexed(arity, element);
  }

  private static @Nullable ValueReader list(@Nullable ForeignIterator elements) {
    return elements == null
        ? null
        : (value, copy) -> copy.list(value, each -> elements.forEach(value, each));
  }
}
