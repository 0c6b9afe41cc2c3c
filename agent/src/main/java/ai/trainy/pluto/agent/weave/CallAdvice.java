package ai.trainy.pluto.agent.weave;

import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * Tells of a call before it happens and of its outcome: what it returned, or what it threw, which
 * is thrown on. Copied into the client's method as {@link EnterAdvice} is.
 */
final class CallAdvice {
  private CallAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static Object enter(
      @Plugged BiFunction<Object, Object, Object> tee,
      @Advice.Origin(Weaver.SITE) String site,
      @Advice.This(optional = true) Object receiver,
      @Advice.AllArguments Object[] arguments) {
    return tee == null ? null : tee.apply(site, new Object[] {receiver, arguments});
  }

  @SuppressWarnings("ReturnValueIgnored") // nobody waits for an answer here
  // The arguments stay where they are: copied ones would change the texts of the client's own
  // NullPointerExceptions, which name parameters.
  @Advice.OnMethodExit(
      onThrowable = Throwable.class,
      suppress = Throwable.class,
      backupArguments = false)
  static void exit(
      @Plugged BiFunction<Object, Object, Object> tee,
      @Advice.Enter Object call,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object returned,
      @Advice.Thrown Throwable thrown) {
    if (call != null && tee != null) {
      tee.apply(call, new Object[] {returned, thrown});
    }
  }
}
