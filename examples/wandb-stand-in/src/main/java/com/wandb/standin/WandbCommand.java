package com.wandb.standin;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * {@code wandb grpc-server [--port N]}: serves one run on loopback until it is told to shut down or
 * the process that started it is gone. Silent, like the original, unless it cannot start.
 */
public final class WandbCommand {

  private static final int DEFAULT_PORT = 50051;
  private static final long GRACE_SECONDS = 5;

  private WandbCommand() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      serve(portOf(args), System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("usage: wandb grpc-server [--port N]");
      System.exit(2);
    } catch (IOException e) {
      System.err.println("wandb: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void serve(int port, Map<String, String> environment)
      throws IOException, InterruptedException {
    CompletableFuture<Void> shutdown = new CompletableFuture<>();
    try (RunLog runLog = RunLog.open(environment.get("WANDB_STANDIN_RECORD"))) {
      RunDefaults defaults = new RunDefaults(environment, new SecureRandom());
      Server server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .addService(new RunService(defaults, runLog, () -> shutdown.complete(null)))
              .build()
              .start();
      CompletableFuture.anyOf(shutdown, parentExit()).join();
      server.shutdown().awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /**
   * A client that is killed says no goodbye; its server must not outlive it. Seen within seconds:
   * the JDK polls a process that is not its child.
   */
  private static CompletableFuture<ProcessHandle> parentExit() {
    return ProcessHandle.current()
        .parent()
        .map(ProcessHandle::onExit)
        .orElseGet(CompletableFuture::new);
  }

  /** Throws IllegalArgumentException unless the arguments are the command's. */
  private static int portOf(String[] args) {
    if (args.length == 1 && args[0].equals("grpc-server")) {
      return DEFAULT_PORT;
    }
    if (args.length == 3 && args[0].equals("grpc-server") && args[1].equals("--port")) {
      return Integer.parseInt(args[2]);
    }
    throw new IllegalArgumentException();
  }
}
