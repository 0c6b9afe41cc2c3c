package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.Site;
import net.bytebuddy.description.method.MethodDescription;

/** A method that is given advice. */
final class WovenMethod {
  private final MethodDescription method;
  private final Site site;
  private final Class<?> advice;

  /**
   * @param site what calls of it are known as
   * @param advice the class that holds the advice
   */
  WovenMethod(MethodDescription method, Site site, Class<?> advice) {
    this.method = method;
    this.site = site;
    this.advice = advice;
  }

  MethodDescription method() {
    return method;
  }

  Site site() {
    return site;
  }

  Class<?> advice() {
    return advice;
  }
}
