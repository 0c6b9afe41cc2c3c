package ai.trainy.pluto;

import ai.trainy.pluto.route.ValueLimits;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Iterates over the maps in a row and the maps nested in them, and terminates whatever they
 * contain.
 */
final class OpenedMaps {
  /** The maps that are being iterated over. */
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Maps in maps can name the same values over and over. */
  private int values;

  /**
   * Passes on the values of a map, which may be nested maps.
   *
   * @return what is wrong with the map, to follow "NAME is"; empty if nothing is
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
