package ai.trainy.pluto.route;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** A map that a {@link ValueCopy} made. It never changes, so it is not copied again. */
final class CopiedMap extends AbstractMap<String, Object> {
  private final Map<String, Object> entries;

  /** Whether config can hold everything in it as it is. */
  final boolean plain;

  CopiedMap(Map<String, Object> entries) {
    this.entries = Collections.unmodifiableMap(entries);
    this.plain =
        areText(entries.keySet()) && entries.values().stream().allMatch(ValueCopy::isPlain);
  }

  @SuppressWarnings("ReferenceEquality") // it is itself if it was not changed
  private static boolean areText(Set<String> keys) {
    return keys.stream().allMatch(key -> PlainValue.text(key) == key);
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return entries.entrySet();
  }
}
