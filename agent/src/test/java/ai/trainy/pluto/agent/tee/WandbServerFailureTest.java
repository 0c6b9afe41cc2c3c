package ai.trainy.pluto.agent.tee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import moved.com.wandb.client.WandbRun;
import org.junit.jupiter.api.Test;

class WandbServerFailureTest {
  private static final Object OFFICIAL = new WandbRun.Builder();
  private final Exception unavailable = new StatusRuntimeException("UNAVAILABLE: io exception");

  @Test
  void aWandbWithoutGrpcServerIsSaidWithWhatToDo() {
    assertThat(WandbServerFailure.explain(OFFICIAL, unavailable).orElseThrow().toString())
        .contains("no grpc-server", "Set DISABLE_WANDB_LOGGING=true to log to Pluto alone");
  }

  @Test
  void noWandbAtAllIsSaidToo() {
    assertThat(
            WandbServerFailure.explain(
                OFFICIAL, new IOException("Cannot run program \"wandb\": error=2, No such file")))
        .hasValueSatisfying(line -> assertThat(line.toString()).contains("no wandb on PATH"));
  }

  @Test
  void otherFailuresAreTheProgramsOwn() {
    assertThat(WandbServerFailure.explain(OFFICIAL, new StatusRuntimeException("INTERNAL: x")))
        .isEmpty();
    assertThat(WandbServerFailure.explain(OFFICIAL, new IOException((String) null))).isEmpty();
    assertThat(WandbServerFailure.explain(OFFICIAL, new IllegalStateException("UNAVAILABLE")))
        .isEmpty();
  }

  @Test
  void otherClientsStartWandbInOtherWays() {
    assertThat(WandbServerFailure.explain(new Object(), unavailable)).isEmpty();
    assertThat(WandbServerFailure.explain(null, unavailable)).isEmpty();
  }

  /** Named as gRPC's own, which is in the program in whatever package. */
  private static final class StatusRuntimeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private StatusRuntimeException(String message) {
      super(message);
    }
  }
}
