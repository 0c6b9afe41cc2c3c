package ai.trainy.pluto.api;

import java.util.List;

/**
 * Lines that the program printed, one after the other: lines of {@code /ingest/logs} (the protocol,
 * sections 8.3 and 12). Both streams are numbered together, since the run's page orders its lines
 * by number alone.
 */
public final class ConsoleLines implements AppendOnlyRow {
  private final long first;
  private final List<Line> lines;

  /** One line. */
  public static final class Line {
    private final long time;
    private final boolean error;
    private final String text;

    /**
     * @param time when it was printed, ms since the epoch
     * @param error whether to stderr
     * @param text without the line's end, and without unpaired surrogates
     */
    public Line(long time, boolean error, String text) {
      this.time = time;
      this.error = error;
      this.text = text;
    }

    public long time() {
      return time;
    }

    public boolean isError() {
      return error;
    }

    public String text() {
      return text;
    }
  }

  /**
   * @param first the number of the first line, 1 or more
   * @param lines at least one
   */
  public ConsoleLines(long first, List<Line> lines) {
    this.first = first;
    this.lines = List.copyOf(lines);
  }

  /** The number of the first line. */
  public long first() {
    return first;
  }

  public List<Line> lines() {
    return lines;
  }

  @Override
  public long time() {
    return lines.get(0).time();
  }

  @Override
  public long step() {
    return first;
  }

  @Override
  public String series() {
    return "console output";
  }
}
