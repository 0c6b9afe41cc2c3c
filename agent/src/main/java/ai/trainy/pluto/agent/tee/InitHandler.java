package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.messages.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens a Pluto run beside the one that the client's init returns. An init that works by another
 * has one run with it, the outer; one that the program calls meanwhile, in a listener say, is known
 * by being the same method, and has a run of its own.
 */
final class InitHandler extends CallHandler {
  private final MethodBinding line;
  private final RunKey key;
  private final RunInputs inputs;
  private final Tee tee;
  private final Messages messages;

  InitHandler(MethodBinding line, Tee tee, Messages messages) {
    super(messages);
    this.line = line;
    this.key = new RunKey(line);
    this.inputs = new RunInputs(line, tee.values(), messages);
    this.tee = tee;
    this.messages = messages;
  }

  @Override
  OpenCall enter(@Nullable Object receiver, Object[] arguments) {
    RunRequest given = inputs.asked(receiver, arguments);
    OpenCall outer = tee.nesting().init();
    return tee.nesting()
        .enter(
            Role.INIT,
            null,
            new Opening(receiver, arguments, given, outer == null ? null : (Opening) outer));
  }

  /** One call of the init. */
  private final class Opening extends OpenCall {
    private final @Nullable Object receiver;
    private final Object[] arguments;
    private final RunRequest given;
    private final @Nullable Opening outer;
    private final boolean own;

    /** Inits that were called within, and whose run may be this one. */
    private final List<Opening> within = new ArrayList<>(0);

    private @Nullable Object wandbRun;
    private @Nullable RunRequest answered;

    Opening(
        @Nullable Object receiver, Object[] arguments, RunRequest given, @Nullable Opening outer) {
      super(messages);
      this.receiver = receiver;
      this.arguments = arguments;
      this.given = given;
      this.outer = outer;
      this.own = isOwn();
    }

    @Override
    void exit(@Nullable Object returned, @Nullable Throwable thrown) throws IOException {
      if (thrown != null) {
        if (outer == null) {
          WandbServerFailure.explain(receiver, thrown).ifPresent(messages::say);
        }
        return;
      }
      wandbRun = key.ofInit(receiver, arguments, returned);
      if (wandbRun == null) {
        return;
      }
      answered = inputs.answered(receiver, arguments, returned);
      if (own) {
        if (!isOpenedWithin(wandbRun)) {
          begin(wandbRun, answered);
        }
        within.forEach(this::settle);
      }
      if (outer != null) {
        outer.within.add(this);
      }
    }

    /**
     * Whether the program has called it: no client makes two runs by one method to have one. Then
     * it may be logged to before the init around it returns.
     */
    private boolean isOwn() {
      Opening around = outer;
      while (around != null && around.line() != line && !around.own) {
        around = around.outer;
      }
      return around == null || around.line() == line;
    }

    private MethodBinding line() {
      return line;
    }

    /** Whether one of the inits within has opened that run. */
    private boolean isOpenedWithin(Object run) {
      return within.stream()
          .anyMatch(
              inner ->
                  (inner.own && Runs.areOne(inner.wandbRun, run)) || inner.isOpenedWithin(run));
    }

    /** Runs of inits that the client itself has called meanwhile are parts of this one. */
    private void settle(Opening inner) {
      if (inner.own) {
        return;
      }
      Object other = inner.wandbRun;
      if (other != null && !Runs.areOne(other, wandbRun)) {
        tee.inner().put(other, true);
      }
      inner.within.forEach(this::settle);
    }

    private void begin(Object wandbRun, RunRequest answered) throws IOException {
      if (!isNew(wandbRun)) {
        return;
      }
      RunOpener opener = tee.opener();
      tee.runs().put(wandbRun, opener.open(opener.request(receiver, given), answered));
    }
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
