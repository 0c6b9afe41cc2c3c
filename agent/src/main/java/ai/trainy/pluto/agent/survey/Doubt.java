package ai.trainy.pluto.agent.survey;

/** What a binding leaves open, and the line that settles it. */
public final class Doubt {
  private final String text;
  private final String line;
  private final boolean obstacle;

  Doubt(String text, String line, boolean obstacle) {
    this.text = text;
    this.line = line;
    this.obstacle = obstacle;
  }

  /** As {@code lab.Tracker.shouldContinue() would answer false}. */
  public String text() {
    return text;
  }

  /** A line that settles it, as in a binding. */
  public String line() {
    return line;
  }

  /** Whether the client is not left out because of it. */
  public boolean isObstacle() {
    return obstacle;
  }
}
