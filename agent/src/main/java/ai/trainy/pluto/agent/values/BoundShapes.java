package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.agent.binding.ValueBinding;
import java.util.function.Function;

/** How values of bound classes are read. */
final class BoundShapes {
  private BoundShapes() {}

  static ValueReader of(ValueBinding binding) {
    switch (binding.kind()) {
      case IMAGE:
        return shape(binding, ForeignMedia::image);
      case AUDIO:
        return shape(binding, ForeignMedia::audio);
      case VIDEO:
        return shape(binding, ForeignMedia::video);
      case HISTOGRAM:
        return shape(binding, ForeignHistogram::of);
      case TABLE:
        return shape(binding, ForeignTable::of);
      case ARTIFACT:
        return shape(binding, ForeignArtifact::of);
      default:
        throw new IllegalStateException("no such kind of value: " + binding.kind());
    }
  }

  /**
   * @param make gives null for a value that has none of the parts: then the class has only the
   *     name, and what its values are is core's question
   */
  private static ValueReader shape(ValueBinding binding, Function<MediaFields, Object> make) {
    return (value, around, values) -> {
      try {
        Object made = make.apply(new MediaFields(binding, value, values));
        return made == null ? value : made;
      } catch (IllegalArgumentException e) {
        // Core's, or one of ours in its style: reading a part throws another.
        throw e.getMessage() == null
            ? UnreadableException.of(value, e)
            : new UnreadableException(e.getMessage());
      }
    };
  }
}
