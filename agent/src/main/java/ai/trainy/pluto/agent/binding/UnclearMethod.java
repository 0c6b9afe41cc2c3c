package ai.trainy.pluto.agent.binding;

/**
 * A method of a client whose binding leaves something open: what it should do where the client's
 * own code is left out, or beside wandb, whose calls count.
 */
public final class UnclearMethod {
  private final String name;
  private final String doubt;
  private final String line;
  private final boolean obstacle;

  /**
   * @param name the class, and the method as bindings have it
   * @param doubt what is wrong as it is, as the end of a sentence
   * @param line what makes it clear, as in a binding; to be read behind the class
   * @param obstacle whether the client cannot be left out because of it
   */
  public UnclearMethod(String name, String doubt, String line, boolean obstacle) {
    this.name = name;
    this.doubt = doubt;
    this.line = line;
    this.obstacle = obstacle;
  }

  /** Whether the client is not left out because of it. */
  public boolean isObstacle() {
    return obstacle;
  }

  /** A line that makes it clear; others may be right as well. */
  public String line() {
    return line;
  }

  /** As {@code lab.Tracker.shouldContinue() would answer false}. */
  @Override
  public String toString() {
    return name + " " + doubt;
  }
}
