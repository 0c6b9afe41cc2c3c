package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.tee.CallInput;
import ai.trainy.pluto.agent.tee.Fence;
import ai.trainy.pluto.agent.tee.RunInputs;
import ai.trainy.pluto.agent.tee.RunKey;
import ai.trainy.pluto.agent.tee.RunRequest;
import ai.trainy.pluto.agent.tee.Tee;
import ai.trainy.pluto.notice.Notices;

/** Opens a run for the one that the client's own init makes. */
final class KeptInitHandler extends Fence {
  private final MethodBinding line;
  private final Tee tee;
  private final InertRuns runs;
  private final Notices notices;
  private final RunInputs inputs;
  private final RunKey key;
  private final CallInput record;

  KeptInitHandler(MethodBinding line, Tee tee, InertRuns runs, Notices notices) {
    super(notices);
    this.line = line;
    this.tee = tee;
    this.runs = runs;
    this.notices = notices;
    this.inputs = new RunInputs(line, tee.values(), notices);
    this.key = new RunKey(line);
    this.record = new CallInput(line, Input.RECORD, notices);
  }

  @Override
  protected Object pass(Object receiver, Object passed) {
    Object[] arguments = (Object[]) passed;
    RunRequest given = inputs.asked(receiver, arguments);
    return new Fence(notices) {
      @Override
      protected Object pass(Object returned, Object thrown) {
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
