package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.BoundMethod;
import java.lang.invoke.MethodType;

/**
 * The type that a method returns, in whichever class loader its class is. Only the class that has
 * the method holds on to it.
 */
final class ReturnType {
  private final ClassValue<Class<?>> types;

  ReturnType(BoundMethod method) {
    String descriptor = method.returnDescriptor();
    this.types =
        new ClassValue<>() {
          @Override
          protected Class<?> computeValue(Class<?> type) {
            return MethodType.fromMethodDescriptorString(descriptor, type.getClassLoader())
                .returnType();
          }
        };
  }

  /**
   * The type, where {@code owner} has the method.
   *
   * @throws TypeNotPresentException if it cannot be loaded
   */
  Class<?> in(Class<?> owner) {
    return types.get(owner);
  }
}
