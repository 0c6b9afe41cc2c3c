package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.messages.Messages;
import org.jspecify.annotations.Nullable;

/** A call that was entered and whose end matters. */
abstract class OpenCall extends GuardedHandler {
  OpenCall(Messages messages) {
    super(messages);
  }

  @Override
  protected final @Nullable Object pass(@Nullable Object returned, @Nullable Object thrown)
      throws Exception {
    exit(returned, (Throwable) thrown);
    return null;
  }

  /**
   * The call is over.
   *
   * @param returned what the call returned; null if it threw
   * @param thrown what it threw; null if it returned
   */
  abstract void exit(@Nullable Object returned, @Nullable Throwable thrown) throws Exception;
}
