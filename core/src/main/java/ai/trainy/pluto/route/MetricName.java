package ai.trainy.pluto.route;

import java.util.Set;

/** Which keys of a logged row are names of its values. */
public final class MetricName {
  /** Keys that W&B clients add to a row for themselves: no metrics. */
  private static final Set<String> OF_THE_CLIENT =
      Set.of("_step", "_runtime", "_timestamp", "_wandb");

  private MetricName() {}

  /** Returns whether a key is the client's own bookkeeping. */
  public static boolean isOfTheClient(String key) {
    return key != null && !key.isEmpty() && key.charAt(0) == '_' && OF_THE_CLIENT.contains(key);
  }
}
