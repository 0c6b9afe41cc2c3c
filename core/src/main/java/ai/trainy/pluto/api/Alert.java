package ai.trainy.pluto.api;

import java.util.Objects;

/**
 * A message that the server mails to the members of the organization (the protocol, section 11).
 */
public final class Alert {
  /** How bad it is, spelled as on the wire. */
  public enum Level {
    INFO,
    WARNING,
    ERROR
  }

  private final long time;
  private final Level level;
  private final String title;
  private final String text;

  /**
   * @param time when it was raised, ms since the epoch
   */
  public Alert(long time, Level level, String title, String text) {
    this.time = time;
    this.level = Objects.requireNonNull(level);
    this.title = Objects.requireNonNull(title);
    this.text = Objects.requireNonNull(text);
  }

  public long time() {
    return time;
  }

  public Level level() {
    return level;
  }

  public String title() {
    return title;
  }

  public String text() {
    return text;
  }
}
