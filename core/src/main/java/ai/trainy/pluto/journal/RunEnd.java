package ai.trainy.pluto.journal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** How and when a run ended. */
public final class RunEnd {
  private static final Map<Integer, String> SIGNALS =
      Map.of(129, "SIGHUP", 130, "SIGINT", 137, "SIGKILL", 143, "SIGTERM");

  private static final int FAILURE = 1;
  private static final String REASON = "reason";

  private final int exitCode;
  private final long time;
  private final Map<String, Object> cause;

  /**
   * @param exitCode as the program gave it, or as the JVM ended
   * @param time ms since the epoch
   */
  public RunEnd(int exitCode, long time) {
    this(exitCode, time, Map.of());
  }

  /**
   * @param cause what ended it, as the status tells that, in plain values; empty if nothing did
   */
  public RunEnd(int exitCode, long time, Map<String, Object> cause) {
    this.exitCode = exitCode;
    this.time = time;
    this.cause = Collections.unmodifiableMap(new LinkedHashMap<>(cause));
  }

  /** That of a run whose program was killed, or crashed, and could not say so. */
  public static RunEnd ofKilled(long time) {
    return new RunEnd(FAILURE, time, Map.of(REASON, "killed"));
  }

  public int exitCode() {
    return exitCode;
  }

  /** ms since the epoch. */
  public long time() {
    return time;
  }

  /** What ended it, without the exit code. */
  Map<String, Object> cause() {
    return cause;
  }

  /** What people are told beside the status: exception, exit code, signal. Empty after success. */
  public Map<String, Object> details() {
    if (exitCode == 0 || cause.containsKey(REASON)) {
      return exitCode == 0 ? Map.of() : cause;
    }
    Map<String, Object> details = new LinkedHashMap<>(cause);
    details.put("exit_code", (long) exitCode);
    if (SIGNALS.containsKey(exitCode)) {
      details.put("signal", SIGNALS.get(exitCode));
    }
    return details;
  }
}
