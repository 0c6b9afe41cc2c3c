package ai.trainy.pluto.settings;

/** The option that somebody who mistyped a name most likely meant. */
final class Nearest {
  private Nearest() {}

  static String to(String mistyped) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (Setting setting : Setting.values()) {
      int distance = editDistance(mistyped, setting.option());
      if (distance < least) {
        least = distance;
        nearest = setting.option();
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
