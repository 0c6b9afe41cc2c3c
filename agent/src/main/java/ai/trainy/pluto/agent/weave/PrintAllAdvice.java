package ai.trainy.pluto.agent.weave;

import java.io.FileDescriptor;
import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * Tells of one byte, or a whole array that was written, if that was to stdout or stderr. Copied
 * into the JDK's method as {@link EnterAdvice} is into a client's; a file costs two comparisons.
 */
final class PrintAllAdvice {
  private PrintAllAdvice() {}

  @SuppressWarnings("ReturnValueIgnored") // nobody waits for an answer here
  @Advice.OnMethodExit(suppress = Throwable.class, backupArguments = false)
  static void exit(
      @HookField BiFunction<Object, Object, Object>[] handlers,
      @HandlerIndex int index,
      @Advice.FieldValue("fd") FileDescriptor fd,
      @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object all) {
    if ((fd == FileDescriptor.out || fd == FileDescriptor.err) && handlers != null) {
      handlers[index].apply(fd == FileDescriptor.err, all);
    }
  }
}
