package ai.trainy.pluto.agent.values;

/** Reads a map that gives its entries as pairs with {@code _1()} and {@code _2()}. */
final class ScalaMap implements Shape {
  private final Elements elements;

  /** Found at the first entry: what an iterator gives has no type that could be asked. */
  private volatile Pair pair;

  ScalaMap(Elements elements) {
    this.elements = elements;
  }

  @Override
  public Object read(Object value, Copying around, ForeignValues values) {
    MapCopy copy = new MapCopy(value, around, values);
    elements.forEach(
        value,
        entry -> {
          Pair of = pairOf(entry);
          copy.accept(of.key.call(entry), of.value.call(entry));
        });
    return copy.map();
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
    final Handle key;
    final Handle value;

    private Pair(Class<?> type, Handle key, Handle value) {
      this.type = type;
      this.key = key;
      this.value = value;
    }

    static Pair of(Class<?> type) {
      // Pairs of primitives have classes of their own, whose methods return primitives.
      Handle key = Handle.find(type, "_1");
      Handle value = Handle.find(type, "_2");
      if (key == null || value == null) {
        throw new UnreadableException("a map of " + type.getName());
      }
      return new Pair(type, key, value);
    }
  }
}
