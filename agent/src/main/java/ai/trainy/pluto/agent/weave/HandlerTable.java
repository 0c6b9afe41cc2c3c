package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.hook.Hook;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The handlers of all woven methods, as the hook holds them: woven code knows its handler by its
 * index. Knows methods by their names alone, so no class of the program is kept, and one that is
 * loaded again has the handler that it had.
 */
public final class HandlerTable {
  private final Hook hook;
  private final Map<BoundMethod, Integer> indices = new HashMap<>();

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private BiFunction<Object, Object, Object>[] handlers = new BiFunction[0];

  private boolean plugged;

  public HandlerTable(Hook hook) {
    this.hook = hook;
  }

  /** The field that woven code reads. */
  Field field() {
    return hook.field();
  }

  /** Calls reach their handlers from now on. */
  public synchronized void plug() {
    plugged = true;
    hook.plug(handlers);
  }

  /**
   * The index of the method's handler, which is in its place when this returns.
   *
   * @param makes makes the handler of a method that has none yet
   */
  synchronized int indexOf(
      BoundMethod method, Function<BoundMethod, BiFunction<Object, Object, Object>> makes) {
    Integer known = indices.get(method);
    if (known != null) {
      return known;
    }
    int index = handlers.length;
    BiFunction<Object, Object, Object>[] more = Arrays.copyOf(handlers, index + 1);
    more[index] = makes.apply(method);
    handlers = more;
    indices.put(method, index);
    if (plugged) {
      hook.plug(handlers);
    }
    return index;
  }
}
