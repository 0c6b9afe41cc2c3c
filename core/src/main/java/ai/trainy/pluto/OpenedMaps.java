package ai.trainy.pluto;

import ai.trainy.pluto.route.ValueLimits;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Goes through the maps in a row, and the maps in these, to an end whatever is in them. */
final class OpenedMaps {
  /** Those that are being gone through. */
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Maps in maps can name the same values over and over. */
  private int values;

  /**
   * Hands a map's values on, which may be maps to be gone through themselves.
   *
   * @return what is wrong with the map, behind "NAME is", if anything is
   */
  Optional<String> each(Map<?, ?> map, BiConsumer<Object, Object> use) {
    if (!open.add(map)) {
      return Optional.of("a map that contains itself");
    }
    try {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (++values > ValueLimits.MAX_ELEMENTS) {
          return Optional.of("a map of more than " + ValueLimits.MAX_ELEMENTS + " values");
        }
        use.accept(entry.getKey(), entry.getValue());
      }
      return Optional.empty();
    } finally {
      open.remove(map);
    }
  }
}
