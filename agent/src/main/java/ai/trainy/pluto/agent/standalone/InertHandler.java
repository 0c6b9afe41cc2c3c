package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.tee.RunKey;
import ai.trainy.pluto.notice.Notices;

/** Does with a Pluto run what a call would do with the client's, and answers. */
final class InertHandler extends AnsweringHandler {
  private final BoundMethod method;
  private final InertAction action;
  private final InertRuns runs;
  private final Notices notices;
  private final RunKey key;
  private final Answers answers;

  InertHandler(BoundMethod method, InertAction action, InertRuns runs, Notices notices) {
    super(notices);
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
    return answers.to(receiver, arguments, type, run);
  }

  private void unopened(Class<?> type) {
    String what = type.getName() + "." + method.method();
    if (method.line().role() == Role.SKIP) {
      notices.log(what + " was called on a run that no init opened");
      return;
    }
    notices.say(
        "unopened " + what,
        what
            + " was called on a run that no init of the binding opened: what it is given is logged"
            + " nowhere.");
  }
}
