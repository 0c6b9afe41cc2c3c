package ai.trainy.pluto.agent.weave;

import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;

/**
 * Tells of a call before it happens, with the arguments as they are then. Its code is copied into
 * the client's method; the class itself is never loaded there, so it may name JDK types only.
 */
final class EnterAdvice {
  private EnterAdvice() {}

  @SuppressWarnings("ReturnValueIgnored") // nobody waits for an answer here
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Plugged BiFunction<Object, Object, Object> tee,
      @Advice.Origin(Weaver.SITE) String site,
      @Advice.This(optional = true) Object receiver,
      @Advice.AllArguments Object[] arguments) {
    if (tee != null) {
      tee.apply(site, new Object[] {receiver, arguments});
    }
  }
}
