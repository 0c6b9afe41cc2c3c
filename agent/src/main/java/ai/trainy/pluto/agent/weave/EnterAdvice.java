package ai.trainy.pluto.agent.weave;

import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a call before it happens, with the arguments as they are then. Its code is copied into
 * the client's method; the class itself is never loaded there, so it may name JDK types only.
 */
final class EnterAdvice {
  private EnterAdvice() {}

  @SuppressWarnings("ReturnValueIgnored") // nobody waits for an answer here
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @HookField BiFunction<Object, Object, Object> @Nullable [] handlers,
      @HandlerIndex int index,
      @Advice.This(optional = true) Object receiver,
      @Advice.AllArguments Object[] arguments) {
    if (handlers != null) {
      handlers[index].apply(receiver, arguments);
    }
  }
}
