package ai.trainy.pluto.route;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A list that a {@link ValueCopy} made. It never changes, so it is not copied again. */
final class CopiedList extends AbstractList<Object> implements RandomAccess {
  private final List<Object> elements;

  /** Whether config can hold everything in it as it is. */
  final boolean plain;

  CopiedList(List<Object> elements) {
    this.elements = elements;
    this.plain = elements.stream().allMatch(ValueCopy::isPlain);
  }

  @Override
  public @Nullable Object get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }
}
