package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.tee.CallInput;
import ai.trainy.pluto.agent.tee.GuardedHandler;
import ai.trainy.pluto.agent.tee.RunInputs;
import ai.trainy.pluto.agent.tee.RunKey;
import ai.trainy.pluto.agent.tee.RunRequest;
import ai.trainy.pluto.agent.tee.Tee;
import ai.trainy.pluto.messages.Messages;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opens a run for the one that the client's own init makes. */
final class ClientInitHandler extends GuardedHandler {
  private final MethodBinding line;
  private final Tee tee;
  private final RunRegistry runs;
  private final Messages messages;
  private final RunInputs inputs;
  private final RunKey key;
  private final CallInput record;

  ClientInitHandler(MethodBinding line, Tee tee, RunRegistry runs, Messages messages) {
    super(messages);
    this.line = line;
    this.tee = tee;
    this.runs = runs;
    this.messages = messages;
    this.inputs = new RunInputs(line, tee.values(), messages);
    this.key = new RunKey(line);
    this.record = new CallInput(line, Input.RECORD, messages);
  }

  @Override
  protected Object pass(@Nullable Object receiver, @Nullable Object passed) {
    Object[] arguments = (Object[]) Objects.requireNonNull(passed);
    RunRequest given = inputs.asked(receiver, arguments);
    return new GuardedHandler(messages) {
      @Override
      protected @Nullable Object pass(@Nullable Object returned, @Nullable Object thrown) {
        Object run = thrown == null ? key.ofInit(receiver, arguments, returned) : null;
        if (run != null && (!line.returnsRun() || runs.get(run) == null)) {
          runs.open(
              run,
              tee.opener().request(receiver, given),
              inputs.answered(receiver, arguments, returned),
              RunRecord.of(record.passed(receiver, arguments)).orElse(null));
        }
        return null;
      }
    };
  }
}
