package ai.trainy.pluto.route;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one bounded copy of a logged value. The limits are above what people log, and low
 * enough to copy while a program waits; a larger value is refused with a message.
 *
 * <p>Lists and maps are copied, numbers become Long or Double where nothing is lost, and texts lose
 * what the server cannot store. What only its destination tells stays as it is: numbers that JSON
 * cannot write, arrays of primitives, and objects of other types. A copy without any of these is
 * plain, and config takes it as it is.
 *
 * <p>Runs code of the program, which may throw anything, and log. Used once, by one thread.
 */
public final class ValueCopy {
  /** Containers in containers. */
  private static final int MAX_DEPTH = 64;

  /** Of a value's containers together, with the value itself. */
  private static final int MAX_ELEMENTS = 100_000;

  /** Of a value's texts together. */
  static final int MAX_CHARACTERS = 1 << 20;

  /** Null for a value that comes without a row, and fails as one. */
  private final @Nullable ForeignTypes types;

  /** Whether what is not plain is made so, or refused. */
  private final boolean forConfig;

  /** The innermost container that is being copied; null in none. */
  private @Nullable Open open;

  private int elements = 1;
  private long characters;

  private ValueCopy(@Nullable ForeignTypes types, boolean forConfig) {
    this.types = types;
    this.forConfig = forConfig;
  }

  /**
   * Returns a copy of a value.
   *
   * @throws NotPlainException if it cannot be read or is too large
   */
  public static @Nullable Object of(Object value) {
    return new ValueCopy(null, false).strict(value);
  }

  /**
   * Returns a copy of a value, or of a row of values: any map is one. Each value of a row, and each
   * element of a list that is a value, that cannot be read costs only itself. A list that is too
   * large is returned as it is: one of numbers may become a histogram.
   *
   * @throws OutOfMemoryError nothing else
   */
  public static @Nullable Object of(@Nullable Object value, ForeignTypes types) {
    return isScalar(value) ? value : new ValueCopy(types, false).value(value, types);
  }

  /** Returns a copy of a value as config takes it; else the same as {@link #of(Object)}. */
  static @Nullable Object forConfig(@Nullable Object value) {
    // The many cells of a table are mostly these, and need nothing to be counted.
    if (value instanceof String && ((String) value).length() <= MAX_CHARACTERS) {
      return PlainValue.text((String) value);
    }
    if (value instanceof Integer) {
      return ((Integer) value).longValue();
    }
    return new ValueCopy(null, true).strict(value);
  }

  /** Returns whether config takes part of a copy as it is. */
  static boolean isPlain(@Nullable Object part) {
    if (part instanceof CopiedList) {
      return ((CopiedList) part).plain;
    }
    if (part instanceof CopiedMap) {
      return ((CopiedMap) part).plain;
    }
    return part instanceof Double
        ? Double.isFinite((Double) part)
        : part == null || part instanceof Long || part instanceof String || part instanceof Boolean;
  }

  private @Nullable Object strict(@Nullable Object value) {
    try {
      return read(value);
    } catch (NotPlainException e) {
      throw e;
    } catch (Throwable e) {
      throw NotPlainException.unreadable(value, e);
    }
  }

  private @Nullable Object value(@Nullable Object value, ForeignTypes types) {
    Open outer = open;
    elements = 1;
    characters = 0;
    try {
      return guarded(value, types);
    } catch (NotPlainException tooLarge) {
      open = outer;
      return value instanceof Collection || value instanceof Object[]
          ? value
          : types.unloggable(tooLarge);
    }
  }

  private @Nullable Object guarded(@Nullable Object value, ForeignTypes types) {
    Open outer = open;
    try {
      return read(value);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (NotPlainException e) {
      if (e.isTooLarge()) {
        throw e;
      }
      open = outer;
      return types.unloggable(e);
    } catch (Throwable e) {
      open = outer;
      return types.unloggable(NotPlainException.unreadable(value, e));
    }
  }

  /**
   * Returns a copy of what a part of the value stands for. What the program's own methods throw
   * goes on.
   */
  public @Nullable Object read(@Nullable Object part) {
    Object value = part == null || types == null || isScalar(part) ? part : types.read(part, this);
    if (value instanceof Number) {
      Object number = PlainValue.number((Number) value);
      return number instanceof String && !forConfig ? value : number;
    }
    if (value instanceof CharSequence || value instanceof Character) {
      return text(value instanceof Character ? value.toString() : (CharSequence) value);
    }
    if (value == null || value instanceof Boolean || isDone(value, part)) {
      return value;
    }
    if (value instanceof Map) {
      return map(value, ((Map<?, ?>) value)::forEach);
    }
    // Not any Iterable: a Path is one, of itself, and some can be read only once, or never end.
    if (value instanceof Collection) {
      return list(value, ((Collection<?>) value)::forEach);
    }
    if (value.getClass().isArray()) {
      return array(value);
    }
    if (Wrapped.is(value)) {
      return read(unwrapped(value));
    }
    if (!forConfig) {
      return value;
    }
    if (SimpleText.is(value)) {
      return text(SimpleText.of(value));
    }
    throw NotPlainException.unknownType(value);
  }

  private static boolean isScalar(@Nullable Object value) {
    return value == null
        || value instanceof Number
        || value instanceof String
        || value instanceof Boolean;
  }

  /** Returns whether it is a copy: an earlier one, or one that the reader of its type made. */
  private boolean isDone(Object value, @Nullable Object part) {
    if (value instanceof CopiedList || value instanceof CopiedMap) {
      return !forConfig || isPlain(value);
    }
    return value instanceof Map && value != part;
  }

  private Object array(Object array) {
    if (!forConfig && isOfPrimitives(array)) {
      return array;
    }
    return list(
        array,
        copy -> {
          int length = Array.getLength(array);
          for (int i = 0; i < length; i++) {
            copy.accept(Array.get(array, i));
          }
        });
  }

  private static boolean isOfPrimitives(Object array) {
    Class<?> innermost = array.getClass();
    while (innermost.isArray()) {
      innermost = innermost.getComponentType();
    }
    return innermost.isPrimitive();
  }

  private static @Nullable Object unwrapped(Object wrapped) {
    Object content = wrapped;
    for (int depth = 0; content != null && Wrapped.is(content); depth++) {
      if (depth == MAX_DEPTH) {
        throw tooDeep();
      }
      content = Wrapped.content(content);
    }
    return content;
  }

  /** Asked for its length first: a text that is too long is not copied. */
  private String text(CharSequence text) {
    bound(text);
    return PlainValue.text(text.toString());
  }

  private void bound(CharSequence text) {
    characters += text.length();
    if (characters > MAX_CHARACTERS) {
      throw NotPlainException.tooLarge("a text of " + text.length() + " characters");
    }
  }

  /**
   * Copies a list. If another thread of the program changes it meanwhile, what was read until then
   * counts.
   *
   * @param original the list in the program
   * @param elements passes each element on
   */
  public Object list(Object original, Consumer<Consumer<Object>> elements) {
    ForeignTypes guard = depth() == 0 ? types : null;
    Open outer = enter(original, false);
    List<Object> copy = new ArrayList<>();
    try {
      elements.accept(
          element -> {
            count();
            copy.add(guard == null ? read(element) : guarded(element, guard));
          });
    } catch (ConcurrentModificationException changed) {
      // It is as it was before, or as it is now.
    }
    open = outer;
    return new CopiedList(copy);
  }

  /**
   * Copies a map, in its order; else the same as {@link #list}.
   *
   * @param entries passes each key and value on
   */
  public Object map(Object original, Consumer<BiConsumer<Object, Object>> entries) {
    ForeignTypes ofRow = open == null ? types : null;
    Open outer = enter(original, ofRow != null);
    Map<String, Object> copy = ofRow == null ? new LinkedHashMap<>() : ofRow.row();
    try {
      entries.accept(
          ofRow == null
              ? (key, value) -> addEntry(copy, key, value)
              : (key, value) -> addValue(copy, key, value, ofRow));
    } catch (ConcurrentModificationException changed) {
      // As in a list.
    }
    open = outer;
    return ofRow == null ? new CopiedMap(copy) : copy;
  }

  private void addEntry(Map<String, Object> map, @Nullable Object key, @Nullable Object value) {
    count();
    String name = String.valueOf(key);
    bound(name);
    put(map, key, forConfig ? PlainValue.text(name) : name, read(value));
  }

  private void addValue(
      Map<String, Object> row, @Nullable Object key, @Nullable Object value, ForeignTypes types) {
    Object copy = isScalar(value) ? value : value(value, types);
    String name;
    try {
      name = String.valueOf(key);
    } catch (RuntimeException | StackOverflowError e) {
      name = key == null ? "null" : key.getClass().getName();
      copy =
          types.unloggable(
              NotPlainException.bad(
                  "under a name that cannot be read (" + e.getClass().getName() + ")"));
    }
    put(row, key, name, copy);
  }

  /** Two keys that are written alike, 1 and "1", are two all the same. */
  private static void put(
      Map<String, Object> map, @Nullable Object key, String name, @Nullable Object value) {
    int size = map.size();
    Object before = map.put(name, value);
    if (map.size() == size) {
      map.put(name, before);
      String type = key == null ? "null" : key.getClass().getSimpleName();
      map.put(name + " (" + type + ")", value);
    }
  }

  private void count() {
    if (++elements > MAX_ELEMENTS) {
      throw NotPlainException.tooLarge("a value of more than " + MAX_ELEMENTS + " elements");
    }
  }

  /** Returns the container around it. */
  private @Nullable Open enter(Object container, boolean isRow) {
    if (depth() == MAX_DEPTH) {
      throw tooDeep();
    }
    for (Open each = open; each != null; each = each.outer) {
      if (each.container == container) {
        throw NotPlainException.bad(
            "a " + container.getClass().getName() + " that contains itself");
      }
    }
    Open outer = open;
    open = new Open(container, outer, isRow ? 0 : depth() + 1);
    return outer;
  }

  /** Returns how many containers of the value are being copied: a row is none. */
  private int depth() {
    return open == null ? 0 : open.depth;
  }

  private static NotPlainException tooDeep() {
    return NotPlainException.bad("nested more than " + MAX_DEPTH + " deep");
  }

  private static final class Open {
    final Object container;
    final @Nullable Open outer;
    final int depth;

    Open(Object container, @Nullable Open outer, int depth) {
      this.container = container;
      this.outer = outer;
      this.depth = depth;
    }
  }
}
