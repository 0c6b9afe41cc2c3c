package com.wandb.client;

import com.wandb.grpc.InternalServiceGrpc;
import com.wandb.grpc.InternalServiceGrpc.InternalServiceBlockingStub;
import com.wandb.grpc.WandbServer.HistoryRecord;
import com.wandb.grpc.WandbServer.HistoryResult;
import com.wandb.grpc.WandbServer.RunExitRecord;
import com.wandb.grpc.WandbServer.RunRecord;
import com.wandb.grpc.WandbServer.ServerShutdownRequest;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code wandb grpc-server} process of one run and the channel to it. */
final class ServerProcess {

  private static final int DEFAULT_PORT = 50051;

  /** Minutes, for the busiest machine; the original gives up after seconds. */
  private static final long PATIENCE_SECONDS = 300;

  private static final long RETRY_MILLIS = 20;

  private final Process process;
  private final ManagedChannel channel;
  private final InternalServiceBlockingStub service;

  private ServerProcess(Process process, ManagedChannel channel) {
    this.process = process;
    this.channel = channel;
    this.service = InternalServiceGrpc.newBlockingStub(channel);
  }

  /** Starts the process and waits until it accepts connections. Without a port it is told none. */
  static ServerProcess start(String address, Integer port)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("wandb", "grpc-server"));
    if (port != null) {
      command.addAll(List.of("--port", port.toString()));
    }
    // What it says goes into an exception: an inherited stream would be held open by a server
    // that outlives this program.
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress(address, port == null ? DEFAULT_PORT : port)
            .usePlaintext()
            .build();
    ServerProcess server = new ServerProcess(process, channel);
    try {
      server.awaitConnection();
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.kill();
      throw e;
    }
    return server;
  }

  RunRecord openRun(RunRecord run) {
    return service.runUpdate(run).getRun();
  }

  HistoryResult log(HistoryRecord row) {
    return service.log(row);
  }

  /** Reports the exit code, then waits for the process to end, and kills it if it does not. */
  void closeRun(int exitCode) {
    try {
      service.runExit(RunExitRecord.newBuilder().setExitCode(exitCode).build());
      service.serverShutdown(ServerShutdownRequest.getDefaultInstance());
      channel.shutdown();
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      kill();
    }
  }

  /** Ends what is left of process and channel, and does not wait for either. */
  void kill() {
    channel.shutdownNow();
    process.destroyForcibly();
  }

  private void awaitConnection() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (channel.getState(true) != ConnectivityState.READY) {
      if (process.waitFor(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        String output =
            new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        throw Status.UNAVAILABLE
            .withDescription(
                "wandb grpc-server ended with exit code "
                    + process.exitValue()
                    + ": "
                    + output.strip())
            .asRuntimeException();
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "wandb grpc-server did not answer within " + PATIENCE_SECONDS + " seconds");
      }
      // gRPC would wait a second and more between its attempts.
      channel.resetConnectBackoff();
    }
  }
}
