package ai.trainy.pluto.agent.tee;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a program gives to finish: a number, whether it went well, a word, an exception. */
final class ExitCode {
  private static final int FAILURE = 1;
  private static final Set<String> SUCCESS =
      Set.of(
          "",
          "ok",
          "success",
          "successful",
          "succeeded",
          "finished",
          "completed",
          "complete",
          "done",
          "passed",
          "true");

  private ExitCode() {}

  /**
   * The exit code that it stands for; 0 if nothing was given.
   *
   * @param given may be null
   */
  static int of(@Nullable Object given) {
    if (given == null) {
      return 0;
    }
    if (given instanceof Boolean) {
      return (Boolean) given ? 0 : FAILURE;
    }
    if (given instanceof Number) {
      return ofNumber((Number) given);
    }
    String text = given instanceof Enum ? ((Enum<?>) given).name() : null;
    if (given instanceof CharSequence) {
      text = given.toString().strip();
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException noNumber) {
        // Then it is a word.
      }
    }
    return text != null && SUCCESS.contains(text.toLowerCase(Locale.ROOT)) ? 0 : FAILURE;
  }

  private static int ofNumber(Number number) {
    int code = number.intValue();
    // 256 times 2^24 is no success only because an int cannot hold it.
    return number.longValue() == code && number.doubleValue() == code ? code : FAILURE;
  }
}
