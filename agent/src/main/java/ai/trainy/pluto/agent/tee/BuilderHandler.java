package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.notice.Notices;

/** Collects what a builder is given for the init that follows. */
final class BuilderHandler extends CallHandler {
  private final RunInputs inputs;
  private final RunOpener opener;
  private final Notices notices;

  BuilderHandler(RunInputs inputs, RunOpener opener, Notices notices) {
    super(notices);
    this.inputs = inputs;
    this.opener = opener;
    this.notices = notices;
  }

  /** Arguments are read now, while they are what the client sees; they count if it took them. */
  @Override
  OpenCall enter(Object builder, Object[] arguments) {
    RunRequest given = inputs.asked(builder, arguments);
    return new OpenCall(notices) {
      @Override
      void exit(Object returned, Throwable thrown) {
        if (thrown == null) {
          opener.built(builder, given);
        }
      }
    };
  }
}
