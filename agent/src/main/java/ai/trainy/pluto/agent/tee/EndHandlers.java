package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import java.util.function.BiFunction;

/** Makes the handlers of the JDK's methods that tell how a program ends. */
public final class EndHandlers {
  private final ProgramEnd end;
  private final Messages messages;

  /**
   * @param end told how the program ends
   */
  public EndHandlers(ProgramEnd end, Messages messages) {
    this.end = end;
    this.messages = messages;
  }

  /** What handles the calls of such a method. */
  public BiFunction<Object, Object, Object> handler(BoundMethod method) {
    return method.line().role() == Role.EXIT
        ? exit(new CallInput(method.line(), Input.EXIT_CODE, messages))
        : uncaught(new CallInput(method.line(), Input.THROWN, messages));
  }

  private CallHandler exit(CallInput code) {
    return new CallHandler(messages) {
      @Override
      OpenCall enter(Object receiver, Object[] arguments) {
        end.exit(((Number) code.passed(receiver, arguments)).intValue());
        return null;
      }
    };
  }

  private CallHandler uncaught(CallInput thrown) {
    return new CallHandler(messages) {
      @Override
      OpenCall enter(Object thread, Object[] arguments) {
        Throwable passed = (Throwable) thrown.passed(thread, arguments);
        end.uncaughtException((Thread) thread, passed);
        // The message of the exception is the program's, and the JVM prints it anyway.
        String type = passed.getClass().getName();
        messages.say(AgentMessage.THREAD_DIED, ((Thread) thread).getName(), type);
        return null;
      }
    };
  }
}
