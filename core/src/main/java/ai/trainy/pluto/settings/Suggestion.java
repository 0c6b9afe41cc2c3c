package ai.trainy.pluto.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The name that somebody who mistyped one most likely meant. */
public final class Suggestion {
  /** With more mistakes than these it is another word. */
  private static final int MOST_MISTAKES = 3;

  /** Fewer letters are the beginning of anything. */
  private static final int SHORTEST_BEGINNING = 4;

  private Suggestion() {}

  /**
   * The name that is mistyped least: up to three letters are wrong, missing, too many or swapped,
   * and no more than every third. Also the only one that begins so.
   *
   * @param known of several that are as near, the first counts
   */
  public static Optional<String> of(String mistyped, List<String> known) {
    String nearest = null;
    int least = Math.min(MOST_MISTAKES, mistyped.length() / 3) + 1;
    for (String name : known) {
      int distance = editDistance(mistyped, name);
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest).or(() -> completed(mistyped, known));
  }

  private static Optional<String> completed(String beginning, List<String> known) {
    List<String> complete =
        known.stream().filter(name -> name.startsWith(beginning)).collect(Collectors.toList());
    return beginning.length() >= SHORTEST_BEGINNING && complete.size() == 1
        ? Optional.of(complete.get(0))
        : Optional.empty();
  }

  /** Levenshtein's distance, in which two letters that are swapped are one mistake. */
  static int editDistance(String from, String to) {
    int[][] distance = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        distance[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : least(distance, i, j, from, to);
      }
    }
    return distance[from.length()][to.length()];
  }

  private static int least(int[][] distance, int i, int j, String from, String to) {
    int replaced = distance[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, distance[i - 2][j - 2] + 1) : least;
  }
}
