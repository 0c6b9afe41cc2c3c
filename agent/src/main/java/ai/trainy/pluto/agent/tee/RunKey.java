package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Sources;
import org.jspecify.annotations.Nullable;

/** What tells the run of a method's calls from others. */
public final class RunKey {
  private final @Nullable Sources sources;

  public RunKey(MethodBinding line) {
    this.sources = line.inputs().get(Input.RUN);
  }

  /** Of a call: its receiver, unless the binding says otherwise. */
  public @Nullable Object of(@Nullable Object receiver, Object[] arguments) {
    return sources == null ? receiver : sources.asked(receiver, arguments);
  }

  /** Of an init: its result, unless the binding says otherwise. */
  public @Nullable Object ofInit(
      @Nullable Object receiver, Object[] arguments, @Nullable Object returned) {
    if (sources == null) {
      return returned;
    }
    Object answered = sources.answered(receiver, arguments, returned);
    return answered == null ? sources.asked(receiver, arguments) : answered;
  }
}
