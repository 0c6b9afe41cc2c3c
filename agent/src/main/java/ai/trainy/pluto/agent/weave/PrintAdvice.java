package ai.trainy.pluto.agent.weave;

import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;

/**
 * Tells of a part of an array that was written, if that was to stdout or stderr. Copied into the
 * JDK's method as {@link EnterAdvice} is into a client's; a file costs two comparisons.
 */
final class PrintAdvice {
  private PrintAdvice() {}

  @SuppressWarnings("ReturnValueIgnored") // nobody waits for an answer here
  @Advice.OnMethodExit(suppress = Throwable.class, backupArguments = false)
  static void exit(
      @HookField BiFunction<Object, Object, Object>[] handlers,
      @HandlerIndex int index,
      @Advice.FieldValue("fd") FileDescriptor fd,
      @Advice.Argument(0) byte[] bytes,
      @Advice.Argument(1) int offset,
      @Advice.Argument(2) int length) {
    if ((fd == FileDescriptor.out || fd == FileDescriptor.err) && handlers != null) {
      handlers[index].apply(fd == FileDescriptor.err, ByteBuffer.wrap(bytes, offset, length));
    }
  }
}
