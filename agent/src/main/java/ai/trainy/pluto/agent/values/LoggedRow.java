package ai.trainy.pluto.agent.values;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of one call, by their names and in the order of the program: what a {@link
 * java.util.LinkedHashMap} is, in arrays that serve one call after the other. Used by one thread.
 */
public final class LoggedRow extends AbstractMap<String, Object> {
  private static final int FEW = 16;

  /** Larger arrays than these are not left to the thread. */
  private static final int MOST_LEFT = 256;

  private final ThreadLocal<LoggedRow> spare;

  private String[] names = new String[FEW];
  private Object[] values = new Object[FEW];

  /** Where a name is, plus one, at a place that its hash says or behind it; 0 where none is. */
  private int[] places = new int[2 * FEW];

  private int size;

  private LoggedRow(ThreadLocal<LoggedRow> spare) {
    this.spare = spare;
  }

  /**
   * An empty one. While it is used the thread has none to spare: reading a row can lead to another
   * that is logged.
   *
   * @param spare of each thread, the row that its last call has released
   */
  static LoggedRow of(ThreadLocal<LoggedRow> spare) {
    LoggedRow row = spare.get();
    if (row == null) {
      return new LoggedRow(spare);
    }
    spare.set(null);
    return row;
  }

  /** Nobody looks at it any more: it is empty, and the thread's next row. */
  public void release() {
    if (names.length > MOST_LEFT) {
      return;
    }
    Arrays.fill(names, 0, size, null);
    Arrays.fill(values, 0, size, null);
    Arrays.fill(places, 0);
    size = 0;
    spare.set(this);
  }

  @Override
  public @Nullable Object put(String name, @Nullable Object value) {
    int place = place(name);
    int known = places[place] - 1;
    if (known >= 0) {
      Object before = values[known];
      values[known] = value;
      return before;
    }
    if (size == names.length) {
      grow();
      place = place(name);
    }
    names[size] = name;
    values[size] = value;
    places[place] = ++size;
    return null;
  }

  private void grow() {
    names = Arrays.copyOf(names, 2 * size);
    values = Arrays.copyOf(values, 2 * size);
    places = new int[4 * size];
    for (int i = 0; i < size; i++) {
      places[place(names[i])] = i + 1;
    }
  }

  /** The place of a name, or the free one where it belongs: half of them are free at least. */
  private int place(String name) {
    int last = places.length - 1;
    int hash = name.hashCode();
    int place = (hash ^ (hash >>> 16)) & last;
    while (places[place] > 0 && !names[places[place] - 1].equals(name)) {
      place = (place + 1) & last;
    }
    return place;
  }

  @Override
  public @Nullable Object get(Object name) {
    int known = name instanceof String ? places[place((String) name)] - 1 : -1;
    return known < 0 ? null : values[known];
  }

  @Override
  public boolean containsKey(Object name) {
    return name instanceof String && places[place((String) name)] > 0;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Object> use) {
    for (int i = 0; i < size; i++) {
      use.accept(names[i], values[i]);
    }
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Map.Entry<String, Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return new SimpleImmutableEntry<>(names[next], values[next++]);
    }
  }
}
