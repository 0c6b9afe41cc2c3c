package ai.trainy.pluto.agent.tee;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Handlers of a client's methods, called as woven code calls them. */
final class Handlers {
  private final Map<String, BiFunction<Object, Object, Object>> handlers = new HashMap<>();

  void put(String method, BiFunction<Object, Object, Object> handler) {
    handlers.put(method, handler);
  }

  /** A method is entered; null if nothing wants to know how its call ends. */
  Object enter(String method, Object receiver, Object... arguments) {
    return handlers.get(method).apply(receiver, arguments);
  }

  /** A call is left. */
  // What is entered is left in the same way, and nothing comes of it.
  @SuppressWarnings({"unchecked", "ReturnValueIgnored"})
  void leave(Object call, Object returned, Throwable thrown) {
    if (call != null) {
      ((BiFunction<Object, Object, Object>) call).apply(returned, thrown);
    }
  }

  /** What handles the calls of a method. */
  BiFunction<Object, Object, Object> of(String method) {
    return handlers.get(method);
  }
}
