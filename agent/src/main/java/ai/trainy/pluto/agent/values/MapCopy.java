package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.Unloggable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A map of the program that is being copied. It takes the entries, in their order. */
final class MapCopy extends CopyContext implements BiConsumer<Object, Object> {
  private final Map<String, Object> copy;

  /** Whether there was a key that is no text. */
  private boolean others;

  MapCopy(Object original, @Nullable CopyContext around, ForeignValues values) {
    super(original, around, values);
    copy = isOutermost() ? values.emptyRow() : new LinkedHashMap<>();
  }

  @Override
  public void accept(@Nullable Object key, @Nullable Object value) {
    if (key instanceof String) {
      if (others) {
        put((String) key, "String", copy(value));
      } else {
        copy.put((String) key, copy(value));
      }
      return;
    }
    others = true;
    Object read = copy(value);
    String text;
    try {
      text = String.valueOf(key);
    } catch (RuntimeException | StackOverflowError e) {
      if (!isOfValues()) {
        throw e;
      }
      text = key == null ? "null" : key.getClass().getName();
      read = new Unloggable("under a name that cannot be read (" + e.getClass().getName() + ")");
    }
    put(text, key == null ? "null" : key.getClass().getSimpleName(), read);
  }

  /** Two keys that are written alike, 1 and "1", are two all the same. */
  private void put(String name, String type, @Nullable Object value) {
    copy.put(copy.containsKey(name) ? name + " (" + type + ")" : name, value);
  }

  Map<String, Object> map() {
    return copy;
  }

  @Override
  boolean isRow() {
    return isOutermost();
  }

  @Override
  boolean isOfValues() {
    return isOutermost();
  }
}
