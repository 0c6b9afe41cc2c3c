package lab.client;

import java.util.Map;

/** A client of somebody's own, in a module of its own. */
public final class Tracker {
  private int rows;

  private Tracker() {}

  public static Tracker open(Map<String, Object> options) {
    return new Tracker();
  }

  public void log(Map<String, Object> row) {
    rows++;
  }

  public void finish() {
    System.out.println(rows + " rows");
  }
}
