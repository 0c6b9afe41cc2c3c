package ai.trainy.pluto.agent.values;

import java.util.function.Consumer;

/** The elements of a collection that is none of Java's: by an iterator of its own kind. */
final class Elements {
  private final Handle iterator;
  private final Handle hasNext;
  private final Handle next;

  private Elements(Handle iterator, Handle hasNext, Handle next) {
    this.iterator = iterator;
    this.hasNext = hasNext;
    this.next = next;
  }

  /** Null for a class that has no iterator. */
  static Elements of(Kin kin) {
    Handle iterator = kin.method(Object.class, "iterator");
    if (iterator == null) {
      return null;
    }
    Handle hasNext = Handle.find(iterator.returned(), boolean.class, "hasNext");
    Handle next = Handle.find(iterator.returned(), Object.class, "next");
    return hasNext == null || next == null ? null : new Elements(iterator, hasNext, next);
  }

  void forEach(Object collection, Consumer<Object> consumer) {
    Object elements = iterator.call(collection);
    while ((boolean) hasNext.call(elements)) {
      consumer.accept(next.call(elements));
    }
  }
}
