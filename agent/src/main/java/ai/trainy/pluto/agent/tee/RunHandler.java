package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.messages.Messages;
import org.jspecify.annotations.Nullable;

/** Does with a Pluto run what is done with the client's. */
final class RunHandler extends CallHandler {
  private final Role role;
  private final boolean canNest;
  private final RunKey key;
  private final RunAction action;
  private final Tee tee;
  private final CallsWithoutRun callsWithoutRun;

  RunHandler(BoundMethod method, RunAction action, Tee tee, Messages messages) {
    super(messages);
    this.role = method.line().role();
    this.canNest = method.canNest();
    this.key = new RunKey(method.line());
    this.action = action;
    this.tee = tee;
    this.callsWithoutRun = new CallsWithoutRun(method, tee, messages);
  }

  @Override
  @Nullable OpenCall enter(@Nullable Object receiver, Object[] arguments) {
    Object of = key.of(receiver, arguments);
    Run run = tee.runs().get(of);
    if (run == null) {
      callsWithoutRun.called(of);
      return null;
    }
    if (canNest && tee.nesting().isIn(role, run)) {
      return null;
    }
    action.carryOver(run, receiver, arguments);
    return canNest ? tee.nesting().enter(role, run, null) : null;
  }
}
