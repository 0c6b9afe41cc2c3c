package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.messages.Messages;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Does in Pluto what the calls of one bound method do in wandb. It knows what the method's inputs
 * mean and where they are.
 */
abstract class CallHandler extends GuardedHandler {
  CallHandler(Messages messages) {
    super(messages);
  }

  @Override
  protected final @Nullable Object pass(@Nullable Object receiver, @Nullable Object arguments)
      throws Exception {
    return enter(receiver, (Object[]) Objects.requireNonNull(arguments));
  }

  /**
   * A call is entered: its arguments are what the client sees.
   *
   * @param receiver null if the method is static
   * @return what wants to know how it ends, or null
   */
  abstract @Nullable OpenCall enter(@Nullable Object receiver, Object[] arguments) throws Exception;
}
