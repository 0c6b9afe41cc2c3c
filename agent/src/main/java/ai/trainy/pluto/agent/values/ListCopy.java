package ai.trainy.pluto.agent.values;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A list, set or array of the program that is being copied. It takes the elements. */
final class ListCopy extends CopyContext implements Consumer<Object> {
  private final List<Object> copy = new ArrayList<>();

  ListCopy(Object original, @Nullable CopyContext around, ForeignValues values) {
    super(original, around, values);
  }

  @Override
  public void accept(@Nullable Object element) {
    copy.add(copy(element));
  }

  List<Object> list() {
    return copy;
  }

  @Override
  boolean isRow() {
    return false;
  }

  @Override
  boolean isOfValues() {
    return isOutermost() || isInRow();
  }
}
