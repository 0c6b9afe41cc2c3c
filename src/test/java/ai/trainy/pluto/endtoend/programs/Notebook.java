package ai.trainy.pluto.endtoend.programs;

import java.util.Map;

/** A client of the program's own that needs nothing: no file, no thread, no permission. */
final class Notebook {
  private int rows;

  private Notebook() {}

  static Notebook open(Map<String, Object> options) {
    return new Notebook();
  }

  void log(Map<String, Object> row) {
    rows++;
  }

  void finish() {
    System.out.println(rows + " rows");
  }
}
