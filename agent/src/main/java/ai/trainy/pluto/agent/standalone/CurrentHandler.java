package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.messages.Messages;
import org.jspecify.annotations.Nullable;

/** Tells which run was opened last. */
final class CurrentHandler extends AnsweringHandler {
  private final ReturnType returned;
  private final RunRegistry runs;

  CurrentHandler(BoundMethod method, RunRegistry runs, Messages messages) {
    super(messages);
    this.returned = new ReturnType(method);
    this.runs = runs;
  }

  @Override
  @Nullable Object answer(
      @Nullable Object receiver, Object[] arguments, Class<?> type, Object[] details) {
    return runs.newest(returned.in(type));
  }
}
