package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.tee.CallInput;
import ai.trainy.pluto.messages.Messages;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts the step of a row into the row, where the client does that: programs read it back from
 * there. What the client's own write would throw is thrown, with the step used up.
 */
final class StandaloneSteps {
  private final MethodBinding line;
  private final CallInput into;
  private final Messages messages;

  StandaloneSteps(MethodBinding line, Messages messages) {
    this.line = line;
    this.into = new CallInput(line, Input.STEP_INTO, messages);
    this.messages = messages;
  }

  /**
   * Whether the client does so. Then it has a step for a row that is null, too, before it fails.
   */
  boolean areWritten() {
    return into.isBound();
  }

  /**
   * Puts {@code step} where the binding says, as an {@code Integer} if it is one.
   *
   * @param type the class that has the method
   * @return what the client's own write would throw; null if that throws nothing
   */
  @Nullable Throwable write(
      @Nullable Object receiver, Object[] arguments, Class<?> type, long step) {
    try {
      if (step == (int) step) {
        into.put(receiver, arguments, (int) step);
      } else {
        into.put(receiver, arguments, step);
      }
    } catch (NullPointerException nothingToWriteTo) {
      return asOf(type, nothingToWriteTo);
    } catch (InvocationTargetException e) {
      return e.getCause();
    } catch (ReflectiveOperationException e) {
      messages.sayAbout(line, AgentMessage.STEP_NOT_WRITTEN, line, e);
    }
    return null;
  }

  /** Removes our frames, so that the stack trace starts where the program called the client. */
  private static NullPointerException asOf(Class<?> client, NullPointerException exception) {
    StackTraceElement[] trace = exception.getStackTrace();
    int first = 0;
    while (first < trace.length && !trace[first].getClassName().equals(client.getName())) {
      first++;
    }
    exception.setStackTrace(Arrays.copyOfRange(trace, first, trace.length));
    return exception;
  }
}
