package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.route.ValueLimits;
import org.jspecify.annotations.Nullable;

/**
 * A container of the program that is being copied, within others that are. It may be as deep and
 * hold as much as core takes; a row of values holds any number, each of which is counted by itself.
 */
abstract class CopyContext {
  private final ForeignValues values;
  private final Object original;
  private final @Nullable CopyContext around;
  private final CopyContext counted;
  private final int depth;
  private int elements;

  /**
   * @param around null for the outermost
   * @throws UnreadableException if it lies in itself, or too deep
   */
  CopyContext(Object original, @Nullable CopyContext around, ForeignValues values) {
    this.values = values;
    this.original = original;
    this.around = around;
    this.counted = around == null || around.isRow() ? this : around.counted;
    this.depth = around == null ? 0 : around.depth + 1;
    if (depth > ValueLimits.MAX_DEPTH) {
      throw new UnreadableException("nested more than " + ValueLimits.MAX_DEPTH + " deep");
    }
    for (CopyContext each = around; each != null; each = each.around) {
      if (each.original == original) {
        throw new UnreadableException(
            "a " + original.getClass().getName() + " that contains itself");
      }
    }
  }

  /** Whether its elements are the values that are logged, each under its own name. */
  abstract boolean isRow();

  /** Whether core is told of each of its elements by itself that cannot be logged. */
  abstract boolean isOfValues();

  final boolean isOutermost() {
    return around == null;
  }

  final boolean isInRow() {
    return around != null && around.isRow();
  }

  /** One of its elements, as core takes it. */
  final @Nullable Object copy(@Nullable Object element) {
    if (!isRow() && ++counted.elements > ValueLimits.MAX_ELEMENTS) {
      throw new TooLargeException("a value of more than " + ValueLimits.MAX_ELEMENTS + " elements");
    }
    return isOfValues() ? values.guarded(element, this) : values.read(element, this);
  }
}
