package ai.trainy.pluto.local;

/** One line of console output. Immutable. */
public final class LogLine {
  private final long time;
  private final String message;
  private final long lineNumber;
  private final String logType;

  LogLine(long time, String message, long lineNumber, String logType) {
    this.time = time;
    this.message = message;
    this.lineNumber = lineNumber;
    this.logType = logType;
  }

  /** Returns the time as sent, in milliseconds since the Unix epoch, unsigned. */
  public long time() {
    return time;
  }

  /** Returns the text. */
  public String message() {
    return message;
  }

  /** Returns the line's number, an unsigned 64-bit number. */
  public long lineNumber() {
    return lineNumber;
  }

  /** Returns the type as sent, such as {@code INFO}. */
  public String logType() {
    return logType;
  }

  /** Where the real one's page shows it: as stdout, as stderr, or nowhere ({@code hidden}). */
  String stream() {
    switch (logType) {
      case "INFO":
      case "DEBUG":
      case "PRINT":
        return "stdout";
      case "ERROR":
      case "WARNING":
        return "stderr";
      default:
        return "hidden";
    }
  }

  @Override
  public String toString() {
    return logType + " " + Long.toUnsignedString(lineNumber) + ": " + message;
  }
}
