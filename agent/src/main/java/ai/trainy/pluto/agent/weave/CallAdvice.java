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
      @HookField BiFunction<Object, Object, Object>[] handlers,
      @HandlerIndex int index,
      @Advice.This(optional = true) Object receiver,
      @Advice.AllArguments Object[] arguments) {
    return handlers == null ? null : handlers[index].apply(receiver, arguments);
  }

  // Nobody waits for an answer here, and what is entered is ours.
  @SuppressWarnings({"ReturnValueIgnored", "unchecked"})
  // The arguments stay where they are: copied ones would change the texts of the client's own
  // NullPointerExceptions, which name parameters.
  @Advice.OnMethodExit(
      onThrowable = Throwable.class,
      suppress = Throwable.class,
      backupArguments = false)
  static void exit(
      @HookField BiFunction<Object, Object, Object>[] handlers,
      @Advice.Enter Object call,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object returned,
      @Advice.Thrown Throwable thrown) {
    if (call != null && handlers != null) {
      ((BiFunction<Object, Object, Object>) call).apply(returned, thrown);
    }
  }
}
