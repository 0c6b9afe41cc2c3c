package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

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
      @Nullable OpenCall enter(@Nullable Object receiver, Object[] arguments) {
        Object status = code.passed(receiver, arguments);
        if (status instanceof Number) {
          end.exit(((Number) status).intValue());
        }
        return null;
      }
    };
  }

  private CallHandler uncaught(CallInput thrown) {
    return new CallHandler(messages) {
      @Override
      @Nullable OpenCall enter(@Nullable Object thread, Object[] arguments) {
        Object passed = thrown.passed(thread, arguments);
        if (thread instanceof Thread && passed instanceof Throwable) {
          end.uncaughtException((Thread) thread, (Throwable) passed);
          // The message of the exception is the program's, and the JVM prints it anyway.
          String type = passed.getClass().getName();
          messages.say(AgentMessage.THREAD_DIED, ((Thread) thread).getName(), type);
        }
        return null;
      }
    };
  }
}
