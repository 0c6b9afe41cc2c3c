package ai.trainy.pluto.route;

import java.util.Set;

/** Names of metrics as Pluto takes them (the protocol, section 14). */
public final class MetricName {
  /** Keys that W&B clients add to a row for themselves: no metrics. */
  private static final Set<String> OF_THE_CLIENT =
      Set.of("_step", "_runtime", "_timestamp", "_wandb");

  private MetricName() {}

  /** Whether a key is the client's own bookkeeping. */
  public static boolean isOfTheClient(String key) {
    return key != null && !key.isEmpty() && key.charAt(0) == '_' && OF_THE_CLIENT.contains(key);
  }

  /**
   * The name as it goes to the server: every character outside printable ASCII becomes one {@code
   * -}. The same object comes back when there is nothing to change.
   */
  public static String clean(String key) {
    return PrintableAscii.of(key);
  }
}
