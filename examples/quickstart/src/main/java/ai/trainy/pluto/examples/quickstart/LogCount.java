package ai.trainy.pluto.examples.quickstart;

import org.json.JSONObject;

/** Counts what is logged: rows are steps, numeric values in them are points. */
final class LogCount {

  private int steps;
  private int points;

  void add(JSONObject row) {
    steps++;
    for (String key : row.keySet()) {
      if (row.get(key) instanceof Number) {
        points++;
      }
    }
  }

  @Override
  public String toString() {
    return "logged " + points + " points in " + steps + " steps";
  }
}
