package ai.trainy.pluto.agent.weave;

import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out what the client's method does, and returns the handler's answer instead, or throws
 * what the client would have thrown. Whatever goes wrong here, the client's own code does not run:
 * what it would work on was never made. Copied into the client's method as {@link EnterAdvice} is.
 */
final class StandaloneAdvice {
  private StandaloneAdvice() {}

  /** Something only if nobody is there to answer: then the client's own code runs. */
  @SuppressWarnings("UnusedVariable") // the exit reads it
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @HookField BiFunction<Object, Object, Object> @Nullable [] handlers,
      @HandlerIndex int index,
      @Advice.Origin Class<?> type,
      @Advice.This(optional = true) Object receiver,
      @Advice.AllArguments Object[] arguments,
      @Advice.Local("answer") Object answer,
      @Advice.Local("failure") Throwable failure) {
    if (handlers == null) {
      return type;
    }
    Object[] details = {arguments, type, null};
    answer = handlers[index].apply(receiver, details);
    failure = (Throwable) details[2];
    return null;
  }

  @SuppressWarnings("UnusedVariable") // they are what the method returns and throws
  @Advice.OnMethodExit(
      onThrowable = Throwable.class,
      suppress = Throwable.class,
      backupArguments = false)
  static void exit(
      @Advice.Enter Object unplugged,
      @Advice.Local("answer") Object answer,
      @Advice.Local("failure") Throwable failure,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (unplugged == null) {
      thrown = failure;
      returned = answer;
    }
  }
}
