package ai.trainy.pluto.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What becomes of what is logged. */
public enum Mode {
  /** Kept and uploaded. */
  ONLINE,
  /** Kept. */
  OFFLINE,
  /** Neither. */
  DISABLED;

  /** How people spell it who want nothing to happen. */
  private static final Set<String> OFF =
      Set.of("disabled", "disable", "off", "none", "false", "no", "0");

  /** The word for it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode that a word stands for; empty if it is not a known one. */
  static Optional<Mode> of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (OFF.contains(lower)) {
      return Optional.of(DISABLED);
    }
    return lower.equals("online")
        ? Optional.of(ONLINE)
        : Optional.of(OFFLINE).filter(offline -> lower.equals("offline"));
  }
}
