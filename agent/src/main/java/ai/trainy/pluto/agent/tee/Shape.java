package ai.trainy.pluto.agent.tee;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How values of one class are read: org.json's object and array, wherever a fat jar moved them, are
 * known by their simple names and their methods.
 */
final class Shape {
  enum Kind {
    /** Names and values. */
    OBJECT,
    /** Values in order. */
    ARRAY,
    /** A null that is an object. */
    NULL,
    /** None of these. */
    OTHER
  }

  private static final Shape OTHER = new Shape(Kind.OTHER, null, null);

  private final Kind kind;
  private final MethodHandle size;
  private final MethodHandle get;

  private Shape(Kind kind, MethodHandle size, MethodHandle get) {
    this.kind = kind;
    this.size = size;
    this.get = get;
  }

  static Shape of(Class<?> type) {
    try {
      if (type.getName().endsWith("JSONObject$Null")) {
        return new Shape(Kind.NULL, null, null);
      }
      for (Class<?> known = type; known != null; known = known.getSuperclass()) {
        if (known.getSimpleName().equals("JSONObject")) {
          return new Shape(
              Kind.OBJECT,
              find(known, Set.class, "keySet"),
              find(known, Object.class, "opt", String.class));
        }
        if (known.getSimpleName().equals("JSONArray")) {
          return new Shape(
              Kind.ARRAY,
              find(known, int.class, "length"),
              find(known, Object.class, "opt", int.class));
        }
      }
    } catch (ReflectiveOperationException anotherClassOfThatName) {
      return OTHER;
    }
    return OTHER;
  }

  private static MethodHandle find(
      Class<?> type, Class<?> returned, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    return MethodHandles.publicLookup()
        .findVirtual(type, name, MethodType.methodType(returned, parameters))
        // One type for all, so that calls are exact: they happen for every value that is logged.
        .asType(MethodType.genericMethodType(1 + parameters.length));
  }

  Kind kind() {
    return kind;
  }

  /** Of an object: its names and values, in its order, in a map of the caller's own. */
  Map<String, Object> entries(Object object) {
    Map<String, Object> entries = new LinkedHashMap<>();
    for (Object key : (Set<?>) call(size, object)) {
      entries.put((String) key, call(get, object, key));
    }
    return entries;
  }

  /** Of an array: its values, in a list of the caller's own. */
  List<Object> elements(Object array) {
    List<Object> elements = new ArrayList<>();
    int length = (int) call(size, array);
    for (int i = 0; i < length; i++) {
      elements.add(call(get, array, i));
    }
    return elements;
  }

  private static Object call(MethodHandle method, Object receiver) {
    try {
      return method.invokeExact(receiver);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private static Object call(MethodHandle method, Object receiver, Object argument) {
    try {
      return method.invokeExact(receiver, argument);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** An error or unchecked exception of the program's class goes on as it is. */
  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error) {
      throw (Error) thrown;
    }
    return thrown instanceof RuntimeException
        ? (RuntimeException) thrown
        : new IllegalStateException(thrown);
  }
}
