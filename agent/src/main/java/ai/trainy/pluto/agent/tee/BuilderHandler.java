package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.messages.Messages;
import org.jspecify.annotations.Nullable;

/** Collects what a builder is given for the init that follows. */
final class BuilderHandler extends CallHandler {
  private final RunInputs inputs;
  private final RunOpener opener;
  private final Messages messages;

  BuilderHandler(RunInputs inputs, RunOpener opener, Messages messages) {
    super(messages);
    this.inputs = inputs;
    this.opener = opener;
    this.messages = messages;
  }

  /** Arguments are read now, while they are what the client sees; they count if it took them. */
  @Override
  OpenCall enter(@Nullable Object builder, Object[] arguments) {
    RunRequest given = inputs.asked(builder, arguments);
    return new OpenCall(messages) {
      @Override
      void exit(@Nullable Object returned, @Nullable Throwable thrown) {
        if (thrown == null && builder != null) {
          opener.built(builder, given);
        }
      }
    };
  }
}
