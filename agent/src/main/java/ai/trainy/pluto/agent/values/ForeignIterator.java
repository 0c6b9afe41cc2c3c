package ai.trainy.pluto.agent.values;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The elements of a collection that is none of Java's: by an iterator of its own kind. */
final class ForeignIterator {
  private final MethodCall iterator;
  private final MethodCall hasNext;
  private final MethodCall next;

  private ForeignIterator(MethodCall iterator, MethodCall hasNext, MethodCall next) {
    this.iterator = iterator;
    this.hasNext = hasNext;
    this.next = next;
  }

  /** Null for a class that has no iterator. */
  static @Nullable ForeignIterator of(TypeHierarchy hierarchy) {
    MethodCall iterator = hierarchy.method(Object.class, "iterator");
    if (iterator == null) {
      return null;
    }
    MethodCall hasNext = MethodCall.find(iterator.returned(), boolean.class, "hasNext");
    MethodCall next = MethodCall.find(iterator.returned(), Object.class, "next");
    return hasNext == null || next == null ? null : new ForeignIterator(iterator, hasNext, next);
  }

  void forEach(Object collection, Consumer<Object> consumer) {
    Object elements = iterator.call(collection);
    while ((boolean) hasNext.call(elements)) {
      consumer.accept(next.call(elements));
    }
  }
}
