package ai.trainy.pluto.agent.weave;

import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * Where a client tells which run is the current one: it knows of none whose making was left out, so
 * in place of none, or of an exception that says so, there is the handler's answer. Copied into the
 * client's method as {@link EnterAdvice} is.
 */
final class CurrentRunAdvice {
  private CurrentRunAdvice() {}

  @SuppressWarnings("UnusedVariable") // they are what the method returns and throws
  @Advice.OnMethodExit(
      onThrowable = RuntimeException.class,
      suppress = Throwable.class,
      backupArguments = false)
  static void exit(
      @HookField BiFunction<Object, Object, Object>[] handlers,
      @HandlerIndex int index,
      @Advice.Origin Class<?> type,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned,
      @Advice.Thrown(readOnly = false) Throwable thrown) {
    if (returned == null && handlers != null) {
      Object current = handlers[index].apply(null, new Object[] {new Object[0], type, null});
      if (current != null) {
        returned = current;
        thrown = null;
      }
    }
  }
}
