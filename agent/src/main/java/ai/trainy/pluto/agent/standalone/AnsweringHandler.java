package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.tee.GuardedHandler;
import ai.trainy.pluto.messages.Messages;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers the calls of one method in the client's stead. */
abstract class AnsweringHandler extends GuardedHandler {
  private static final int ARGUMENTS = 0;
  private static final int TYPE = 1;
  private static final int THROWN = 2;

  AnsweringHandler(Messages messages) {
    super(messages);
  }

  @Override
  protected final @Nullable Object pass(@Nullable Object receiver, @Nullable Object details)
      throws Exception {
    Object[] parts = (Object[]) Objects.requireNonNull(details);
    return answer(receiver, (Object[]) parts[ARGUMENTS], (Class<?>) parts[TYPE], parts);
  }

  /**
   * Does what the call is to do.
   *
   * @param type the class that has the method
   * @param details where it is put what the method throws
   * @return what the method returns
   */
  abstract @Nullable Object answer(
      @Nullable Object receiver, Object[] arguments, Class<?> type, Object[] details)
      throws Exception;

  /** The method throws, as the client's own does. */
  static void fail(Object[] details, @Nullable Throwable thrown) {
    details[THROWN] = thrown;
  }

  @Override
  protected final AgentMessage complaint() {
    return AgentMessage.CALL_NOT_LOGGED;
  }
}
