package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.threads.Privileges;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls, on the program's thread. It is the fence between the program and us:
 * nothing thrown behind it gets past it.
 */
public abstract class GuardedHandler implements BiFunction<Object, Object, Object> {
  private final Messages messages;

  protected GuardedHandler(Messages messages) {
    this.messages = messages;
  }

  @Override
  public final @Nullable Object apply(@Nullable Object first, @Nullable Object second) {
    return Privileges.areChecked()
        ? Privileges.use(() -> guarded(first, second))
        : guarded(first, second);
  }

  private @Nullable Object guarded(@Nullable Object first, @Nullable Object second) {
    try {
      return pass(first, second);
    } catch (Throwable e) {
      failed(e);
      return null;
    }
  }

  /** What woven code passes, as the hook says. */
  protected abstract @Nullable Object pass(@Nullable Object first, @Nullable Object second)
      throws Exception;

  /** Reports that Pluto misses a call. */
  protected final void failed(Throwable e) {
    messages.log(AgentMessage.CALL_FAILED, e);
    messages.sayAbout(e.getClass(), complaint(), e);
  }

  /** What could not be done, and what that means to the program; with what was thrown. */
  protected AgentMessage complaint() {
    return AgentMessage.CALL_NOT_MIRRORED;
  }
}
