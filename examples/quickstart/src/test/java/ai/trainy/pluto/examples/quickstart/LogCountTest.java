package ai.trainy.pluto.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.json.JSONObject;
import org.junit.jupiter.api.Test;

class LogCountTest {

  @Test
  void countsNumbersAsPointsAndRowsAsSteps() {
    LogCount count = new LogCount();

    count.add(new JSONObject().put("loss", 0.5).put("note", "text").put("images", 16));
    count.add(new JSONObject().put("loss", 0.25));

    assertThat(count).hasToString("logged 3 points in 2 steps");
  }
}
