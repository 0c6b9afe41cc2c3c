package ai.trainy.pluto.agent.tee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import moved.com.wandb.client.WandbRun;
import org.junit.jupiter.api.Test;

class WandbStartTest {
  private static final Object OFFICIAL = new WandbRun.Builder();
  private final Exception unavailable = new StatusRuntimeException("UNAVAILABLE: io exception");

  @Test
  void aWandbWithoutGrpcServerIsSaidWithWhatToDo() {
    assertThat(WandbStart.explain(OFFICIAL, unavailable).orElseThrow().toString())
        .contains("no grpc-server", "Set DISABLE_WANDB_LOGGING=true to log to Pluto alone");
  }

  @Test
  void noWandbAtAllIsSaidToo() {
    assertThat(
            WandbStart.explain(
                OFFICIAL, new IOException("Cannot run program \"wandb\": error=2, No such file")))
        .hasValueSatisfying(line -> assertThat(line.toString()).contains("no wandb on PATH"));
  }

  @Test
  void otherFailuresAreTheProgramsOwn() {
    assertThat(WandbStart.explain(OFFICIAL, new StatusRuntimeException("INTERNAL: x"))).isEmpty();
    assertThat(WandbStart.explain(OFFICIAL, new IOException((String) null))).isEmpty();
    assertThat(WandbStart.explain(OFFICIAL, new IllegalStateException("UNAVAILABLE"))).isEmpty();
  }

  @Test
  void otherClientsStartWandbInOtherWays() {
    assertThat(WandbStart.explain(new Object(), unavailable)).isEmpty();
    assertThat(WandbStart.explain(null, unavailable)).isEmpty();
  }

  /** Named as gRPC's own, which is in the program in whatever package. */
  private static final class StatusRuntimeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private StatusRuntimeException(String message) {
      super(message);
    }
  }
}
