package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.route.NotPlainException;
import ai.trainy.pluto.route.ValueCopy;
import org.jspecify.annotations.Nullable;

/** Reads a map that gives its entries as pairs with {@code _1()} and {@code _2()}. */
final class ScalaMap implements ValueReader {
  private final ForeignIterator elements;

  /** Found at the first entry: what an iterator gives has no type that could be asked. */
  private volatile @Nullable Pair pair;

  ScalaMap(ForeignIterator elements) {
    this.elements = elements;
  }

  @Override
  public Object read(Object value, ValueCopy copy) {
    return copy.map(
        value,
        entries ->
            elements.forEach(
                value,
                entry -> {
                  Pair of = pairOf(entry);
                  entries.accept(of.key.call(entry), of.value.call(entry));
                }));
  }

  private Pair pairOf(Object entry) {
    Pair known = pair;
    if (known == null || known.type != entry.getClass()) {
      known = Pair.of(entry.getClass());
      pair = known;
    }
    return known;
  }

  private static final class Pair {
    final Class<?> type;
    final MethodCall key;
    final MethodCall value;

    private Pair(Class<?> type, MethodCall key, MethodCall value) {
      this.type = type;
      this.key = key;
      this.value = value;
    }

    static Pair of(Class<?> type) {
      // Pairs of primitives have classes of their own, whose methods return primitives.
      MethodCall key = MethodCall.find(type, "_1");
      MethodCall value = MethodCall.find(type, "_2");
      if (key == null || value == null) {
        throw NotPlainException.bad("a map of " + type.getName());
      }
      return new Pair(type, key, value);
    }
  }
}
