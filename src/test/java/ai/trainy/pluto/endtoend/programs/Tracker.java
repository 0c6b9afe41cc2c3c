package ai.trainy.pluto.endtoend.programs;

import java.util.Map;

/** A client of the program's own: static methods for a single run, and some that call others. */
public final class Tracker {
  private static Tracker current;

  private long step;

  private Tracker() {}

  static void init(Map<String, Object> options) {
    current = new Tracker();
  }

  static void log(Map<String, Object> row) {
    log(row, current.step++);
  }

  static void log(Map<String, Object> row, long step) {
    if (row.isEmpty()) {
      throw new IllegalArgumentException("an empty row");
    }
  }

  static void finish() {
    current = null;
  }

  /**
   * Logs to the one run.
   *
   * @param arguments the project
   */
  public static void main(String[] arguments) {
    init(Map.of("project", arguments[0], "id", "tracker1"));
    for (int i = 0; i < 5; i++) {
      log(Map.of("loss", 1.0 / (i + 1)));
    }
    log(Map.of("loss", 0.1), 50);
    try {
      log(Map.of());
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
    }
    finish();
    System.out.println("done");
  }
}
