package ai.trainy.pluto.api;

/** The states a run can be in, spelled as on the wire (the protocol, section 4). */
public enum RunStatus {
  RUNNING,
  COMPLETED,
  FAILED,
  TERMINATED,
  CANCELLED;

  /**
   * Returns the final status of a program that ended with {@code exitCode}: 0 completed; 129, 130,
   * 137 and 143 (128 + SIGHUP, SIGINT, SIGKILL, SIGTERM) terminated; anything else failed.
   */
  public static RunStatus ofExitCode(int exitCode) {
    switch (exitCode) {
      case 0:
        return COMPLETED;
      case 129:
      case 130:
      case 137:
      case 143:
        return TERMINATED;
      default:
        return FAILED;
    }
  }
}
