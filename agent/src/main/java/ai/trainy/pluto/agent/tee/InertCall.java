package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.binding.Site;
import java.lang.invoke.MethodType;
import java.util.Optional;

/** One call of a method whose own code is left out. */
final class InertCall {
  private final Site site;
  private final Object receiver;
  private final Object[] arguments;
  private final String method;
  private final Class<?> returned;
  private final Class<?> type;
  private Throwable thrown;

  /**
   * @param name class, method and descriptor
   * @param type the class that has the method
   * @throws TypeNotPresentException if the class of what it returns cannot be loaded
   */
  InertCall(String name, Site site, Object receiver, Object[] arguments, Class<?> type) {
    int descriptor = name.indexOf('(');
    this.site = site;
    this.receiver = receiver;
    this.arguments = arguments;
    this.type = type;
    this.method = name.substring(name.lastIndexOf('.', descriptor) + 1, descriptor);
    this.returned =
        MethodType.fromMethodDescriptorString(
                "()" + name.substring(name.indexOf(')') + 1), type.getClassLoader())
            .returnType();
  }

  Site site() {
    return site;
  }

  /** As a call that does its work. */
  Call call() {
    return new Call(site, receiver, arguments);
  }

  /** Null if the method is static. */
  Object receiver() {
    return receiver;
  }

  Object[] arguments() {
    return arguments;
  }

  String method() {
    return method;
  }

  /** The type that the method says it returns. */
  Class<?> returned() {
    return returned;
  }

  /** The class that has the method. */
  Class<?> type() {
    return type;
  }

  /**
   * The method throws, as the client's own does.
   *
   * @param exception what the program sees: made by us, or by the program's own code
   */
  void fail(Throwable exception) {
    thrown = exception;
  }

  /** What the method throws; null if it returns. */
  Throwable thrown() {
    return thrown;
  }

  /** An argument that the method may return as it is, as {@code logArtifact(artifact)} does. */
  Optional<Object> argumentToReturn() {
    if (returned.getName().startsWith("java.") || returned.isPrimitive()) {
      return Optional.empty();
    }
    for (Object argument : arguments) {
      if (returned.isInstance(argument)) {
        return Optional.of(argument);
      }
    }
    return Optional.empty();
  }
}
