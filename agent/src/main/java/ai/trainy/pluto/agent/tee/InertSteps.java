package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.notice.Notices;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Puts the step of a row into the row, where the client does that: programs read it back from
 * there. What the client's own write would throw is thrown, with the step used up.
 */
final class InertSteps {
  private final Notices notices;

  InertSteps(Notices notices) {
    this.notices = notices;
  }

  /**
   * Whether the client does so. Then it has a step for a row that is null, too, before it fails.
   */
  static boolean areWritten(Call call) {
    return call.has(Input.STEP_INTO);
  }

  /** Puts {@code step} where the binding says, as an {@code Integer} if it is one. */
  void write(InertCall inert, long step) {
    Call call = inert.call();
    try {
      if (step == (int) step) {
        call.put(Input.STEP_INTO, (int) step);
      } else {
        call.put(Input.STEP_INTO, step);
      }
    } catch (NullPointerException nothingToWriteTo) {
      inert.fail(asOf(inert.type(), nothingToWriteTo));
    } catch (InvocationTargetException e) {
      inert.fail(e.getCause());
    } catch (ReflectiveOperationException e) {
      notices.say(
          "step-into " + call.method(),
          "The step cannot be written to where the binding of "
              + call.method()
              + " says ("
              + e
              + "): a program that reads it back does not find it. Pluto has the row.");
    }
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
