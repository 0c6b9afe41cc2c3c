package com.wandb.client;

import java.nio.file.Path;

/**
 * A program that opens a run, prints the process id of its server and is gone without finishing.
 */
public final class AbandonedRun {

  private AbandonedRun() {}

  public static void main(String[] args) throws Exception {
    new WandbRun.Builder().onPort(Integer.parseInt(args[0])).build();
    ProcessHandle.current().children().forEach(server -> System.out.println(server.pid()));
    Runtime.getRuntime().halt(0);
  }

  /** The program, ready to start in a JVM of its own. */
  public static ProcessBuilder program(int port) {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        AbandonedRun.class.getName(),
        Integer.toString(port));
  }
}
