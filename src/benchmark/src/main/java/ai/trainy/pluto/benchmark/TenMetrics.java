package ai.trainy.pluto.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.json.JSONObject;

/** What a step of a training program logs, in the shapes it can have. */
final class TenMetrics {
  /** How many values a row has. */
  static final int COUNT = 10;

  private static final String[] NAMES = {
    "train/loss",
    "train/accuracy",
    "train/learning_rate",
    "train/grad_norm",
    "val/loss",
    "val/accuracy",
    "val/f1",
    "epoch",
    "throughput/samples_per_second",
    "throughput/tokens_per_second"
  };

  private TenMetrics() {}

  /** Values with as many digits as measured ones have. */
  static Map<String, Object> map() {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < COUNT; i++) {
      row.put(NAMES[i], Math.sin(i + 1));
    }
    return row;
  }

  static JSONObject json() {
    return new JSONObject(map());
  }
}
