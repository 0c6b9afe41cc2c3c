package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.notice.Notices;
import java.io.IOException;

/** Opens a Pluto run beside the one that the client's init returns. */
final class InitHandler extends CallHandler {
  private final MethodBinding line;
  private final RunKey key;
  private final RunInputs inputs;
  private final Tee tee;
  private final Notices notices;

  InitHandler(MethodBinding line, Tee tee, Notices notices) {
    super(notices);
    this.line = line;
    this.key = new RunKey(line);
    this.inputs = new RunInputs(line, tee.values());
    this.tee = tee;
    this.notices = notices;
  }

  /** Also an init of another client that this one works by: the program's run is the outer one. */
  @Override
  OpenCall enter(Object receiver, Object[] arguments) {
    if (tee.nesting().isIn(Role.INIT, null)) {
      return null;
    }
    RunRequest given = inputs.asked(receiver, arguments);
    return tee.nesting()
        .enter(
            Role.INIT,
            null,
            new OpenCall(notices) {
              @Override
              void exit(Object returned, Throwable thrown) throws IOException {
                if (thrown != null) {
                  WandbStart.explain(receiver, thrown)
                      .ifPresent(why -> notices.say("wandb did not start", why));
                  return;
                }
                Object wandbRun = key.ofInit(receiver, arguments, returned);
                if (wandbRun != null && isNew(wandbRun)) {
                  begin(wandbRun, inputs.answered(receiver, arguments, returned));
                }
              }

              private void begin(Object wandbRun, RunRequest answered) throws IOException {
                RunOpener opener = tee.opener();
                tee.runs().put(wandbRun, opener.open(opener.request(receiver, given), answered));
              }
            });
  }

  private boolean isNew(Object wandbRun) {
    Run before = tee.runs().get(wandbRun);
    if (before != null && !before.isEnded()) {
      if (line.returnsRun()) {
        // The client had one already and gave it out again.
        return false;
      }
      // Whatever is logged under this name belongs to the next one from now on.
      before.end(0);
    }
    return true;
  }
}
