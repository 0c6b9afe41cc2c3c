package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.MissedCalls;
import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.tee.RunKey;
import ai.trainy.pluto.messages.Messages;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Does with a Pluto run what a call would do with the client's, and answers. */
final class StandaloneHandler extends AnsweringHandler {
  private final BoundMethod method;
  private final StandaloneAction action;
  private final RunRegistry runs;
  private final Messages messages;
  private final MissedCalls missed;
  private final RunKey key;
  private final StubAnswers answers;

  StandaloneHandler(
      BoundMethod method,
      StandaloneAction action,
      RunRegistry runs,
      MissedCalls missed,
      Messages messages) {
    super(messages);
    this.missed = missed;
    this.method = method;
    this.action = action;
    this.runs = runs;
    this.messages = messages;
    this.key = new RunKey(method.line());
    this.answers = new StubAnswers(method, messages);
  }

  @Override
  @Nullable Object answer(
      @Nullable Object receiver, Object[] arguments, Class<?> type, Object[] details) {
    StandaloneRun run = runs.get(key.of(receiver, arguments));
    if (run == null) {
      calledWithoutRun(type);
    } else {
      try {
        fail(details, action.carryOver(run, receiver, arguments, type));
      } catch (RuntimeException | Error e) {
        failed(e);
      }
    }
    if (method.isUnclear()) {
      unclear(type);
    }
    try {
      return answers.to(receiver, arguments, type, run);
    } catch (InvocationTargetException e) {
      fail(details, e.getCause());
      return null;
    }
  }

  /** That it is was said when the class was woven; now it matters. */
  private void unclear(Class<?> type) {
    String what = type.getName() + "." + method.method();
    missed.add(what);
    messages.sayAbout(method.name(), AgentMessage.UNCLEAR_METHOD_CALLED, what);
  }

  private void calledWithoutRun(Class<?> type) {
    String what = type.getName() + "." + method.method();
    if (method.line().role() == Role.SKIP) {
      messages.log(AgentMessage.CALL_WITHOUT_RUN_SKIPPED, what);
      return;
    }
    missed.add(what);
    messages.sayAbout(what, AgentMessage.CALL_WITHOUT_RUN_STANDALONE, what);
  }
}
