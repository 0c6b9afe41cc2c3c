package ai.trainy.pluto.settings;

import java.util.List;

/** The name that somebody who mistyped one most likely meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The name that is mistyped least.
   *
   * @param known not empty; of several that are as near, the first counts
   */
  public static String of(String mistyped, List<String> known) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      int distance = editDistance(mistyped, name);
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return nearest;
  }

  /** Levenshtein's distance, one row at a time. */
  static int editDistance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
