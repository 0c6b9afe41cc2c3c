package ai.trainy.pluto.api;

/** The states a run can be in, spelled as on the wire (the protocol, section 4). */
public enum RunStatus {
  RUNNING,
  COMPLETED,
  FAILED,
  TERMINATED,
  CANCELLED;

  /**
   * The final status of a program that ended with {@code exitCode}: 0 completed; 2 (Ctrl-C as the
   * reference client reports it), 15, 130, 137 and 143 (128 + SIGINT, SIGKILL, SIGTERM) terminated;
   * anything else failed.
   */
  public static RunStatus ofExitCode(int exitCode) {
    switch (exitCode) {
      case 0:
        return COMPLETED;
      case 2:
      case 15:
      case 130:
      case 137:
      case 143:
        return TERMINATED;
      default:
        return FAILED;
    }
  }
}
