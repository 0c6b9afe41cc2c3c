package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.BoundMethod;
import net.bytebuddy.description.method.MethodDescription;

/** A method that is given advice. */
final class WovenMethod {
  private final MethodDescription method;
  private final BoundMethod bound;
  private final Class<?> advice;

  /**
   * @param bound what it is to its handler
   * @param advice the class that holds the advice
   */
  WovenMethod(MethodDescription method, BoundMethod bound, Class<?> advice) {
    this.method = method;
    this.bound = bound;
    this.advice = advice;
  }

  MethodDescription method() {
    return method;
  }

  BoundMethod bound() {
    return bound;
  }

  Class<?> advice() {
    return advice;
  }
}
