package ai.trainy.pluto.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The words for yes and no. */
final class Switch {
  private static final Set<String> YES = Set.of("true", "yes", "1", "on");
  private static final Set<String> NO = Set.of("false", "no", "0", "off");

  private Switch() {}

  /** Whether a word is a yes or a no; empty if it is neither. */
  static Optional<Boolean> of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return YES.contains(lower)
        ? Optional.of(true)
        : Optional.of(false).filter(no -> NO.contains(lower));
  }
}
