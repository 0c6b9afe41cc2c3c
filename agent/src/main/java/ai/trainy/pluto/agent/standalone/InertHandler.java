package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.MissedCalls;
import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.tee.RunKey;
import ai.trainy.pluto.notice.Notices;
import java.lang.reflect.InvocationTargetException;

/** Does with a Pluto run what a call would do with the client's, and answers. */
final class InertHandler extends AnsweringHandler {
  private final BoundMethod method;
  private final InertAction action;
  private final InertRuns runs;
  private final Notices notices;
  private final MissedCalls missed;
  private final RunKey key;
  private final Answers answers;

  InertHandler(
      BoundMethod method, InertAction action, InertRuns runs, MissedCalls missed, Notices notices) {
    super(notices);
    this.missed = missed;
    this.method = method;
    this.action = action;
    this.runs = runs;
    this.notices = notices;
    this.key = new RunKey(method.line());
    this.answers = new Answers(method, notices);
  }

  @Override
  Object answer(Object receiver, Object[] arguments, Class<?> type, Object[] details) {
    InertRun run = runs.get(key.of(receiver, arguments));
    if (run == null) {
      unopened(type);
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
    notices.sayAbout(method.name(), AgentMessage.UNCLEAR_METHOD_CALLED, what);
  }

  private void unopened(Class<?> type) {
    String what = type.getName() + "." + method.method();
    if (method.line().role() == Role.SKIP) {
      notices.log(AgentMessage.UNOPENED_SKIPPED, what);
      return;
    }
    missed.add(what);
    notices.sayAbout(what, AgentMessage.UNOPENED_STANDALONE, what);
  }
}
