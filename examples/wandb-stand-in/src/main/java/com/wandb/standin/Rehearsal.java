package com.wandb.standin;

import com.wandb.grpc.InternalServiceGrpc;
import com.wandb.grpc.InternalServiceGrpc.InternalServiceBlockingStub;
import com.wandb.grpc.WandbServer.HistoryItem;
import com.wandb.grpc.WandbServer.HistoryRecord;
import com.wandb.grpc.WandbServer.RunExitRecord;
import com.wandb.grpc.WandbServer.RunRecord;
import com.wandb.grpc.WandbServer.ServerShutdownRequest;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Serves one run to itself. The build does this once and archives the classes that were loaded, so
 * that each server of the tests starts in half the time.
 */
final class Rehearsal {
  private Rehearsal() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int port = freePort();
    Thread client = new Thread(() -> logOneRun(port));
    client.start();
    WandbCommand.main(new String[] {"grpc-server", "--port", Integer.toString(port)});
    client.join();
  }

  private static void logOneRun(int port) {
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    InternalServiceBlockingStub server =
        InternalServiceGrpc.newBlockingStub(channel).withWaitForReady();
    server.runUpdate(RunRecord.getDefaultInstance());
    server.log(
        HistoryRecord.newBuilder()
            .addItem(HistoryItem.newBuilder().setKey("loss").setValueJson("0.5"))
            .build());
    server.runExit(RunExitRecord.getDefaultInstance());
    server.serverShutdown(ServerShutdownRequest.getDefaultInstance());
    channel.shutdownNow();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
