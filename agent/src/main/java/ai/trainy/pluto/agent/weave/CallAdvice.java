package ai.trainy.pluto.agent.weave;

import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a call before it happens and of its outcome: what it returned, or what it threw, which
 * is thrown on. Copied into the client's method as {@link EnterAdvice} is.
 */
final class CallAdvice {
  private CallAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static @Nullable Object enter(
      @HookField BiFunction<Object, Object, Object> @Nullable [] handlers,
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
      @HookField BiFunction<Object, Object, Object> @Nullable [] handlers,
      @Advice.Enter @Nullable Object call,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
      @Advice.Thrown @Nullable Throwable thrown) {
    if (call != null && handlers != null) {
      ((BiFunction<Object, Object, Object>) call).apply(returned, thrown);
    }
  }
}
