package ai.trainy.pluto.route;

import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/** Names of metrics as Pluto takes them (the protocol, section 14). */
public final class MetricName {
  /** Keys that W&B clients add to a row for themselves: no metrics. */
  private static final Set<String> OF_THE_CLIENT =
      Set.of("_step", "_runtime", "_timestamp", "_wandb");

  /** The server looks names up in an index that takes some 2,700 bytes, run and all. */
  public static final int MAX_LENGTH = 512;

  private MetricName() {}

  /** Whether a key is the client's own bookkeeping. */
  public static boolean isOfTheClient(String key) {
    return key != null && !key.isEmpty() && key.charAt(0) == '_' && OF_THE_CLIENT.contains(key);
  }

  /**
   * The name as it goes to the server: every character outside printable ASCII becomes one {@code
   * -}, and of one longer than {@link #MAX_LENGTH} the end is replaced by a number that depends on
   * it. The same object comes back when there is nothing to change.
   */
  public static String clean(String key) {
    return bounded(PrintableAscii.of(key));
  }

  /** The name, with its end replaced if it is too long. */
  public static String bounded(String name) {
    if (name.length() <= MAX_LENGTH) {
      return name;
    }
    CRC32 rest = new CRC32();
    for (int i = 0; i < name.length(); i++) {
      rest.update(name.charAt(i) >> 8);
      rest.update(name.charAt(i));
    }
    String end = String.format(Locale.ROOT, "~%08x", rest.getValue());
    return name.substring(0, MAX_LENGTH - end.length()) + end;
  }
}
