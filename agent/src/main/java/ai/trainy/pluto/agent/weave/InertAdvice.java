package ai.trainy.pluto.agent.weave;

import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * Leaves out what the client's method does, and returns the tee's answer instead. Whatever goes
 * wrong here, the client's own code does not run: what it would work on was never made. Copied into
 * the client's method as {@link EnterAdvice} is.
 */
final class InertAdvice {
  private InertAdvice() {}

  /** Something only if nobody is there to answer: then the client's own code runs. */
  @SuppressWarnings("UnusedVariable") // the exit reads it
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static Object enter(
      @Plugged BiFunction<Object, Object, Object> tee,
      @Advice.Origin(Weaver.SITE) String site,
      @Advice.Origin Class<?> type,
      @Advice.This(optional = true) Object receiver,
      @Advice.AllArguments Object[] arguments,
      @Advice.Local("answer") Object answer) {
    if (tee == null) {
      return site;
    }
    answer = tee.apply(site, new Object[] {receiver, arguments, type});
    return null;
  }

  @SuppressWarnings("UnusedVariable") // it is what the method returns
  @Advice.OnMethodExit(suppress = Throwable.class, backupArguments = false)
  static void exit(
      @Advice.Enter Object unplugged,
      @Advice.Local("answer") Object answer,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned) {
    if (unplugged == null) {
      returned = answer;
    }
  }
}
