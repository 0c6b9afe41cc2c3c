package ai.trainy.pluto.agent.binding;

import static ai.trainy.pluto.agent.binding.ValuePart.BINS;
import static ai.trainy.pluto.agent.binding.ValuePart.BOXES;
import static ai.trainy.pluto.agent.binding.ValuePart.BYTES;
import static ai.trainy.pluto.agent.binding.ValuePart.CAPTION;
import static ai.trainy.pluto.agent.binding.ValuePart.COLUMNS;
import static ai.trainy.pluto.agent.binding.ValuePart.COUNTS;
import static ai.trainy.pluto.agent.binding.ValuePart.EDGES;
import static ai.trainy.pluto.agent.binding.ValuePart.ENTRIES;
import static ai.trainy.pluto.agent.binding.ValuePart.ENTRY_FILE;
import static ai.trainy.pluto.agent.binding.ValuePart.ENTRY_PATH;
import static ai.trainy.pluto.agent.binding.ValuePart.FILE;
import static ai.trainy.pluto.agent.binding.ValuePart.FORMAT;
import static ai.trainy.pluto.agent.binding.ValuePart.MASKS;
import static ai.trainy.pluto.agent.binding.ValuePart.NAME;
import static ai.trainy.pluto.agent.binding.ValuePart.PIXELS;
import static ai.trainy.pluto.agent.binding.ValuePart.RATE;
import static ai.trainy.pluto.agent.binding.ValuePart.ROWS;
import static ai.trainy.pluto.agent.binding.ValuePart.SAMPLES;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a value is in Pluto. */
public enum ValueKind {
  IMAGE(FILE, BYTES, FORMAT, PIXELS, CAPTION, BOXES, MASKS),
  AUDIO(FILE, BYTES, FORMAT, SAMPLES, RATE, CAPTION),
  VIDEO(FILE, BYTES, FORMAT, CAPTION),
  HISTOGRAM(COUNTS, EDGES, SAMPLES, BINS),
  TABLE(COLUMNS, ROWS),
  ARTIFACT(NAME, ENTRIES, ENTRY_PATH, ENTRY_FILE);

  @SuppressWarnings("ImmutableEnumChecker") // nothing changes it
  private final Set<ValuePart> parts;

  ValueKind(ValuePart... parts) {
    this.parts = EnumSet.copyOf(Arrays.asList(parts));
  }

  static ValueKind of(String name) {
    for (ValueKind kind : values()) {
      if (kind.text().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no such kind of value: " + name);
  }

  boolean has(ValuePart part) {
    return parts.contains(part);
  }

  /** The name in bindings. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
