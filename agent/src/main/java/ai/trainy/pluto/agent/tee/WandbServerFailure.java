package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.messages.Notice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Explains why the official client could not start wandb. It runs {@code wandb grpc-server}, a
 * command that wandb has not had since 0.12.5 (October 2021): its init then throws, with us and
 * without.
 */
final class WandbServerFailure {
  private static final String BUILDER = "com.wandb.client.WandbRun$Builder";

  private WandbServerFailure() {}

  /**
   * What to tell people; empty if this is another client, or another failure.
   *
   * @param builder whose init it was
   * @param thrown what the init threw
   */
  static Optional<Notice> explain(@Nullable Object builder, Throwable thrown) {
    if (builder == null || !isOfficial(builder.getClass().getName())) {
      return Optional.empty();
    }
    String message = String.valueOf(thrown.getMessage());
    // By its name: gRPC is the program's, in whatever package.
    if (thrown.getClass().getSimpleName().equals("StatusRuntimeException")
        && message.startsWith("UNAVAILABLE")) {
      return Optional.of(Notice.of(AgentMessage.WANDB_NOT_STARTED, Wandb.DISABLE_LOGGING));
    }
    return message.startsWith("Cannot run program \"wandb\"")
        ? Optional.of(Notice.of(AgentMessage.NO_WANDB_ON_PATH, Wandb.DISABLE_LOGGING))
        : Optional.empty();
  }

  private static boolean isOfficial(String className) {
    return className.equals(BUILDER) || className.endsWith("." + BUILDER);
  }
}
