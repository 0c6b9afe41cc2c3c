package ai.trainy.pluto.agent.tee;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What we know about objects of the program, for as long as the program keeps them. By identity:
 * their {@code equals} is never called. Values must not refer to their keys. For several threads.
 */
final class WeakIdentityMap<V> {
  private final Map<Object, V> entries = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

  @Nullable V get(Object key) {
    return entries.get(new Lookup(key));
  }

  void put(Object key, V value) {
    removeGone();
    entries.put(new Key(key, gone), value);
  }

  V computeIfAbsent(Object key, Supplier<V> value) {
    removeGone();
    return entries.computeIfAbsent(new Key(key, gone), absent -> value.get());
  }

  private void removeGone() {
    for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
      entries.remove(key);
    }
  }

  /** A key of the map: equal to keys and look-ups of the same object while that lives. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    Key(Object object, ReferenceQueue<Object> gone) {
      super(object, gone);
      this.hash = System.identityHashCode(object);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object mine = get();
      return mine != null
          && (other instanceof Key ? ((Key) other).get() == mine : isLookup(other, mine));
    }

    private static boolean isLookup(Object other, Object mine) {
      return other instanceof Lookup && ((Lookup) other).object == mine;
    }
  }

  /** Finds a key without making a reference. */
  private static final class Lookup {
    private final Object object;

    Lookup(Object object) {
      this.object = object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key && ((Key) other).get() == object;
    }
  }
}
