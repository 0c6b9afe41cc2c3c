package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.tee.RowInputs;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.messages.Messages;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logs a row at the step that the client would count. */
final class StandaloneLog implements StandaloneAction {
  private final RowInputs inputs;
  private final StandaloneSteps steps;
  private final ResumeWarnings resumeWarnings;

  StandaloneLog(
      MethodBinding line, ForeignValues values, ResumeWarnings resumeWarnings, Messages messages) {
    this.inputs = new RowInputs(line, values, messages);
    this.steps = new StandaloneSteps(line, messages);
    this.resumeWarnings = resumeWarnings;
  }

  /** A row that is null is nothing, unless the client gives it a step before it fails. */
  @Override
  public @Nullable Throwable carryOver(
      StandaloneRun run, @Nullable Object receiver, Object[] arguments, Class<?> type) {
    Map<String, Object> row = inputs.row(receiver, arguments);
    if (row == null && !steps.areWritten()) {
      return null;
    }
    Number given = inputs.givenStep(receiver, arguments);
    if (row != null && given != null && given.longValue() != given.doubleValue()) {
      run.run().ifPresent(pluto -> pluto.log(row, given));
      return null;
    }
    long step = run.steps().of(given);
    if (row != null) {
      run.run().ifPresent(pluto -> pluto.log(row, step));
    }
    Throwable failure = steps.areWritten() ? steps.write(receiver, arguments, type, step) : null;
    resumeWarnings.logged(run);
    return failure;
  }
}
