package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.agent.binding.ValueBinding;
import ai.trainy.pluto.route.NotPlainException;
import java.util.function.Function;

/** How values of bound classes are read. */
final class BoundShapes {
  private BoundShapes() {}

  static ValueReader of(ValueBinding binding, ForeignValues values) {
    switch (binding.kind()) {
      case IMAGE:
        return shape(binding, values, ForeignMedia::image);
      case AUDIO:
        return shape(binding, values, ForeignMedia::audio);
      case VIDEO:
        return shape(binding, values, ForeignMedia::video);
      case HISTOGRAM:
        return shape(binding, values, ForeignHistogram::of);
      case TABLE:
        return shape(binding, values, ForeignTable::of);
      case ARTIFACT:
        return shape(binding, values, ForeignArtifact::of);
      default:
        throw new IllegalStateException("no such kind of value: " + binding.kind());
    }
  }

  /**
   * @param make gives null for a value that has none of the parts: then the class has only the
   *     name, and what its values are is core's question
   */
  private static ValueReader shape(
      ValueBinding binding, ForeignValues values, Function<MediaFields, Object> make) {
    return (value, copy) -> {
      try {
        Object made = make.apply(new MediaFields(binding, value, values));
        return made == null ? value : made;
      } catch (IllegalArgumentException e) {
        // Core's, or one of ours in its style: reading a part throws another.
        throw e.getMessage() == null
            ? NotPlainException.unreadable(value, e)
            : NotPlainException.bad(e.getMessage());
      }
    };
  }
}
