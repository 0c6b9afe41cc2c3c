package com.example.wandb;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/**
 * Opens runs, and stands for the current one: the run opened last of those not finished. Any thread
 * may call.
 */
public final class Wandb {

  private static final OpenRuns OPEN = new OpenRuns();

  private Wandb() {}

  /** Opens a run with everything from the environment or by default. */
  public static Run init() {
    return init(InitOptions.builder().build());
  }

  public static Run init(String project) {
    return init(InitOptions.builder().project(project).build());
  }

  /**
   * Opens a run; what is not given comes from the environment or a default.
   *
   * @throws IllegalArgumentException if an option is not usable
   * @throws java.io.UncheckedIOException if the directory cannot be made or read
   */
  public static Run init(InitOptions options) {
    return new RunOpener(
            System.getenv(), Clock.system(ZoneId.systemDefault()), new SecureRandom(), OPEN)
        .open(options);
  }

  /** The current run, or null. */
  public static Run run() {
    return OPEN.newest();
  }

  /** Logs to the current run, see {@link Run#log(Map)}. */
  public static void log(Map<String, ?> row) {
    current().log(row);
  }

  /** Logs to the current run, see {@link Run#log(Map, long)}. */
  public static void log(Map<String, ?> row, long step) {
    current().log(row, step);
  }

  /** Finishes the current run, if there is one. */
  public static void finish() {
    Run run = run();
    if (run != null) {
      run.finish();
    }
  }

  private static Run current() {
    Run run = run();
    if (run == null) {
      throw new IllegalStateException("no run is open: call Wandb.init() before Wandb.log()");
    }
    return run;
  }
}
