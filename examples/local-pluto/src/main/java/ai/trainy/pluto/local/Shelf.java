package ai.trainy.pluto.local;

import java.util.ArrayList;
import java.util.List;

/** What was received of one kind, in order of arrival: in memory, if not in an {@link Archive}. */
class Shelf<T> {
  private final List<T> items = new ArrayList<>();

  void add(T item) {
    items.add(item);
  }

  int size() {
    return items.size();
  }

  /** Returns what is there now; the list stays as it is. */
  List<T> now() {
    return List.copyOf(items);
  }
}
