package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.messages.Messages;
import org.jspecify.annotations.Nullable;

/** Ends a Pluto run when the client has ended its own; one that it could not end goes on. */
final class FinishHandler extends CallHandler {
  private final RunKey key;
  private final CallInput code;
  private final Tee tee;
  private final Messages messages;

  FinishHandler(MethodBinding line, Tee tee, Messages messages) {
    super(messages);
    this.key = new RunKey(line);
    this.code = new CallInput(line, Input.EXIT_CODE, messages);
    this.tee = tee;
    this.messages = messages;
  }

  @Override
  @Nullable OpenCall enter(@Nullable Object receiver, Object[] arguments) {
    Run run = tee.runs().get(key.of(receiver, arguments));
    if (run == null || tee.nesting().isIn(Role.FINISH, run)) {
      return null;
    }
    int exitCode = ExitCode.of(code.read(receiver, arguments));
    return tee.nesting()
        .enter(
            Role.FINISH,
            run,
            new OpenCall(messages) {
              @Override
              void exit(@Nullable Object returned, @Nullable Throwable thrown) {
                if (thrown == null) {
                  run.finish(exitCode);
                }
              }
            });
  }
}
