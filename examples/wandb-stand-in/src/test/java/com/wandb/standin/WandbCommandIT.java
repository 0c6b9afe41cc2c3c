package com.wandb.standin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wandb.client.AbandonedRun;
import com.wandb.grpc.InternalServiceGrpc;
import com.wandb.grpc.InternalServiceGrpc.InternalServiceBlockingStub;
import com.wandb.grpc.WandbServer.HistoryItem;
import com.wandb.grpc.WandbServer.HistoryRecord;
import com.wandb.grpc.WandbServer.ServerShutdownRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The command as its script starts it. */
class WandbCommandIT {

  @Test
  void servesInSilenceUntilShutDown() throws Exception {
    int port = Ports.free();
    Process command = wandb("grpc-server", "--port", Integer.toString(port));
    ManagedChannel channel = connect(port);

    stub(channel).log(row("loss", "0.5"));
    stub(channel).serverShutdown(ServerShutdownRequest.getDefaultInstance());
    channel.shutdownNow();

    assertThat(outputOf(command)).isEmpty();
    assertThat(command.waitFor()).isZero();
  }

  @Test
  void refusesAValueThatIsNotJson() throws Exception {
    int port = Ports.free();
    Process command = wandb("grpc-server", "--port", Integer.toString(port));
    ManagedChannel channel = connect(port);
    InternalServiceBlockingStub stub = stub(channel);

    assertThatThrownBy(() -> stub.log(row("note", "unquoted")))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));

    channel.shutdownNow();
    command.destroy();
  }

  @Test
  void endsWithTheProgramThatStartedIt() throws Exception {
    Process program =
        AbandonedRun.program(Ports.free()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    long serverPid = Long.parseLong(outputOf(program).strip());

    CompletableFuture<?> serverExit =
        ProcessHandle.of(serverPid)
            .<CompletableFuture<?>>map(ProcessHandle::onExit)
            .orElseGet(() -> CompletableFuture.completedFuture(null));

    assertThat(serverExit).succeedsWithin(300, SECONDS);
  }

  @Test
  void saysHowItIsUsedWhenItsArgumentsAreWrong() throws Exception {
    Process command = wandb("sync");

    assertThat(outputOf(command)).isEqualTo("usage: wandb grpc-server [--port N]\n");
    assertThat(command.waitFor()).isEqualTo(2);
  }

  private static Process wandb(String... arguments) throws IOException {
    ProcessBuilder command = new ProcessBuilder("wandb").redirectErrorStream(true);
    command.command().addAll(List.of(arguments));
    return command.start();
  }

  private static String outputOf(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }

  private static ManagedChannel connect(int port) {
    return ManagedChannelBuilder.forAddress("localhost", port).usePlaintext().build();
  }

  private static InternalServiceBlockingStub stub(ManagedChannel channel) {
    return InternalServiceGrpc.newBlockingStub(channel)
        .withWaitForReady()
        .withDeadlineAfter(300, SECONDS);
  }

  private static HistoryRecord row(String key, String valueJson) {
    return HistoryRecord.newBuilder()
        .addItem(HistoryItem.newBuilder().setKey(key).setValueJson(valueJson))
        .build();
  }
}
