package ai.trainy.pluto.agent.cli.text;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Formats {
  private Formats() {}

  /** "1 run", "2 runs", "1,234 runs". */
  public static String of(long count, String what) {
    return number(count) + " " + what + (count == 1 ? "" : "s");
  }

  public static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** "45 s", "5 min", "3 h", "2 d". */
  public static String of(Duration time) {
    if (time.toMinutes() == 0) {
      return time.toSeconds() + " s";
    }
    if (time.toHours() == 0) {
      return time.toMinutes() + " min";
    }
    return time.toDays() == 0 ? time.toHours() + " h" : time.toDays() + " d";
  }

  /** "812 B", "3.4 MB". */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    while (size >= 999.95) {
      size /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %sB", size, "kMGTPE".charAt(unit));
  }
}
