package ai.trainy.pluto.examples.quickstart;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

class TrainingTest {

  private static final int STEPS_PER_EPOCH = 90;

  @Test
  void lossFalls() throws Exception {
    List<JSONObject> rows = train(2);

    assertThat(meanLoss(rows.subList(STEPS_PER_EPOCH, 2 * STEPS_PER_EPOCH)))
        .isLessThan(meanLoss(rows.subList(0, STEPS_PER_EPOCH)) / 2);
  }

  @Test
  void recognizesMoreThan95PercentOfUnseenDigits() throws Exception {
    List<JSONObject> rows = train(4);

    assertThat(rows.get(rows.size() - 1).getDouble("validation/accuracy")).isGreaterThan(0.95);
  }

  @Test
  void isTheSameEveryTime() throws Exception {
    assertThat(train(1)).usingElementComparator((a, b) -> a.similar(b) ? 0 : 1).isEqualTo(train(1));
  }

  @Test
  void logsOneRowABatchAndValidatesInTheLastOfAnEpoch() throws Exception {
    List<JSONObject> rows = train(2);

    assertThat(rows).hasSize(2 * STEPS_PER_EPOCH);
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(row.keySet())
                    .contains("train/loss", "train/accuracy", "train/learning_rate"));
    for (int i = 0; i < rows.size(); i++) {
      boolean last = i % STEPS_PER_EPOCH == STEPS_PER_EPOCH - 1;
      assertThat(rows.get(i).has("validation/loss")).isEqualTo(last);
      assertThat(rows.get(i).has("validation/accuracy")).isEqualTo(last);
    }
  }

  @Test
  void printsALineAnEpoch() throws Exception {
    ByteArrayOutputStream table = new ByteArrayOutputStream();

    new Training(new Hyperparameters(3), Digits.load())
        .run(row -> {}, new PrintStream(table, true, US_ASCII));

    assertThat(table.toString(US_ASCII).lines()).hasSize(4);
  }

  private static List<JSONObject> train(int epochs) throws IOException {
    List<JSONObject> rows = new ArrayList<>();
    new Training(new Hyperparameters(epochs), Digits.load())
        .run(rows::add, new PrintStream(OutputStream.nullOutputStream(), false, US_ASCII));
    return rows;
  }

  private static double meanLoss(List<JSONObject> rows) {
    return rows.stream().mapToDouble(row -> row.getDouble("train/loss")).average().orElseThrow();
  }
}
