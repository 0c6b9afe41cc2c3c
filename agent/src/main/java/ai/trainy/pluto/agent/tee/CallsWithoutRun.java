package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import org.jspecify.annotations.Nullable;

/** Says of calls that they are of a run that no init opened, and counts them. */
final class CallsWithoutRun {
  private final BoundMethod method;
  private final Tee tee;
  private final Messages messages;

  CallsWithoutRun(BoundMethod method, Tee tee, Messages messages) {
    this.method = method;
    this.tee = tee;
    this.messages = messages;
  }

  /**
   * A method was called.
   *
   * @param of what stands for the run; may be null
   */
  void called(@Nullable Object of) {
    if (of != null && tee.inner().get(of) != null) {
      // Another run of the client's has what is logged to this one.
      return;
    }
    String what = method.call();
    tee.opener().missed().add(what);
    messages.sayAbout(what, AgentMessage.CALL_WITHOUT_RUN, what);
  }
}
