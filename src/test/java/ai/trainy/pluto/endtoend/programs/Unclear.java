package ai.trainy.pluto.endtoend.programs;

import java.util.Map;

/** A client of which only its own code knows what it answers, and a program that trains by it. */
public final class Unclear {
  private final int epochs;
  private int epoch;

  private Unclear(int epochs) {
    this.epochs = epochs;
  }

  /** Opens a run. */
  public static Unclear start(String project) {
    return new Unclear(3);
  }

  /** Logs a row. */
  public void log(Map<String, Object> row) {
    epoch++;
  }

  /** Whether there is more to do. */
  public boolean shouldContinue() {
    return epoch < epochs;
  }

  /**
   * Trains for some epochs.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Unclear run = start("unclear");
    int trained = 0;
    while (run.shouldContinue() && trained < 5) {
      trained++;
      run.log(Map.of("loss", 1.0 / trained));
    }
    System.out.println("trained " + trained);
  }
}
