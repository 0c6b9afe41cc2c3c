package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.hook.TestHook;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Handlers that tell one function of all calls: with a method's name, receiver and arguments when
 * it is entered, and with what that returned, the result and the exception when it is left. Of a
 * method that is answered also with its class, and a place for what it throws.
 */
final class TestHandlers {
  private final HandlerTable table = new HandlerTable(TestHook.get());
  private final Map<String, BoundMethod> methods = new ConcurrentHashMap<>();
  private volatile BiFunction<Object, Object, Object> told;

  HandlerTable table() {
    return table;
  }

  /** What is known of a woven method. */
  BoundMethod method(String name) {
    return methods.get(name);
  }

  /** From now on calls are told to {@code all}; null unplugs. */
  void plug(BiFunction<Object, Object, Object> all) {
    told = all;
    if (all == null) {
      TestHook.get().plug(null);
    } else {
      table.plug();
    }
  }

  BiFunction<Object, Object, Object> handler(BoundMethod method) {
    methods.put(method.name(), method);
    return method.isAnswered() ? answering(method.name()) : beside(method.name());
  }

  private BiFunction<Object, Object, Object> beside(String name) {
    return (receiver, arguments) -> {
      BiFunction<Object, Object, Object> all = told;
      Object call = all.apply(name, new Object[] {receiver, arguments});
      return call == null ? null : left(all, call);
    };
  }

  private static BiFunction<Object, Object, Object> left(
      BiFunction<Object, Object, Object> all, Object call) {
    return (returned, thrown) -> all.apply(call, new Object[] {returned, thrown});
  }

  private BiFunction<Object, Object, Object> answering(String name) {
    return (receiver, details) -> {
      Object[] parts = (Object[]) details;
      Object[] call = {receiver, parts[0], parts[1], null};
      Object answer = told.apply(name, call);
      parts[2] = call[3];
      return answer;
    };
  }
}
