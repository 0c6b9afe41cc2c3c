package ai.trainy.pluto.agent.tee;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What we know of each of the client's runs, which is known by an object or by a name: a text, a
 * number. Objects are told apart by identity and names by what they say. For several threads.
 */
public final class Runs<R> {
  private final WeakIdentityMap<R> byObject = new WeakIdentityMap<>();

  /** A run that is open has others that hold it; one that is over need not stay for its name. */
  private final Map<Object, WeakReference<R>> byName = new ConcurrentHashMap<>();

  /**
   * The run that {@code key} stands for.
   *
   * @param key may be null, which stands for none
   * @return null if there is none
   */
  public @Nullable R get(@Nullable Object key) {
    if (key == null) {
      return null;
    }
    if (!isName(key)) {
      return byObject.get(key);
    }
    WeakReference<R> run = byName.get(key);
    return run == null ? null : run.get();
  }

  /** That run is the one that {@code key} stands for from now on. */
  public void put(Object key, R run) {
    if (isName(key)) {
      byName.put(key, new WeakReference<>(run));
    } else {
      byObject.put(key, run);
    }
  }

  /** Whether both stand for one run: equals is never called of what the program makes. */
  static boolean areOne(@Nullable Object key, @Nullable Object other) {
    return key == other || (key != null && isName(key) && key.equals(other));
  }

  private static boolean isName(Object key) {
    return key instanceof String || key instanceof Number || key instanceof UUID;
  }
}
