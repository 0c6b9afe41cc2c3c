package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.values.LoggedRow;
import ai.trainy.pluto.messages.Messages;
import org.jspecify.annotations.Nullable;

/**
 * Logs to a Pluto run what is logged to the client's. Where one of several methods that log calls
 * another, that is one row; what a listener of the program logs meanwhile is another.
 */
final class LogHandler extends CallHandler {
  private final boolean canNest;
  private final RunKey key;
  private final RowInputs inputs;
  private final Tee tee;
  private final CallsWithoutRun callsWithoutRun;
  private final Messages messages;

  LogHandler(BoundMethod method, Tee tee, Messages messages) {
    super(messages);
    this.canNest = method.canNest();
    this.key = new RunKey(method.line());
    this.inputs = new RowInputs(method.line(), tee.values(), messages);
    this.tee = tee;
    this.messages = messages;
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
    Object passed = inputs.passed(receiver, arguments);
    if (canNest && tee.nesting().isLoggingObject(run, passed)) {
      return null;
    }
    LoggedRow row = inputs.row(passed);
    OpenCall counted = null;
    if (!canNest || !tee.nesting().isLogging(run, row)) {
      counted = log(run, row, receiver, arguments);
      if (canNest) {
        return tee.nesting().enter(run, passed, row, counted);
      }
    }
    if (row != null) {
      row.release();
    }
    return counted;
  }

  /**
   * @return what wants to know how the call ends; null if nothing does
   */
  private @Nullable OpenCall log(
      Run run, @Nullable LoggedRow row, @Nullable Object receiver, Object[] arguments) {
    Number step = inputs.step(receiver, arguments);
    if (row == null) {
      return null;
    }
    if (step == null) {
      return count(run, row);
    }
    if (RowInputs.isWhole(step)) {
      run.log(row, step.longValue());
    } else {
      run.log(row, step);
    }
    return null;
  }

  /** A row that the client rejects has used up none of its steps. */
  private OpenCall count(Run run, LoggedRow row) {
    long step = run.takeStep();
    run.log(row, step);
    return new OpenCall(messages) {
      @Override
      void exit(@Nullable Object returned, @Nullable Throwable thrown) {
        if (thrown != null) {
          run.giveBack(step);
        }
      }
    };
  }
}
