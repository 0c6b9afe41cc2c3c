package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.MetricRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** NDJSON bodies, byte by byte. */
class MetricsBodyTest {
  @Test
  void writesEveryKindOfNumberAsTheServiceReadsIt() throws IOException {
    MetricRow row =
        new MetricRow(
            1767225600123L,
            40,
            new String[] {
              "whole",
              "fraction",
              "negative",
              "zero",
              "negative zero",
              "huge",
              "largest",
              "smallest",
              "nan",
              "up",
              "down"
            },
            new double[] {
              3,
              0.1,
              -2.5,
              0.0,
              -0.0,
              1e300,
              Double.MAX_VALUE,
              Double.MIN_NORMAL,
              Double.NaN,
              Double.POSITIVE_INFINITY,
              Double.NEGATIVE_INFINITY
            });

    assertThat(written(List.of(row))).isEqualTo(Wire.golden("metrics-values.ndjson"));
  }

  @Test
  void escapesNamesAndKeepsTimeAndStepWhole() throws IOException {
    MetricRow row =
        new MetricRow(
            1767225600123L,
            (1L << 53) - 1,
            new String[] {"a \"quoted\" name", "back\\slash", "train/loss", "{}[],:"},
            new double[] {1, 2, 3, 4});

    assertThat(written(List.of(row))).isEqualTo(Wire.golden("metrics-names.ndjson"));
  }

  @Test
  void writesManyRowsInOrderOneALine() throws IOException {
    List<MetricRow> rows = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    for (int step = 0; step < 20_000; step++) {
      rows.add(new MetricRow(1767225600123L, step, new String[] {"a"}, new double[] {step}));
      expected
          .append("{\"time\":1767225600123,\"step\":")
          .append(step)
          .append(",\"data\":{\"a\":")
          .append(step)
          .append(".0}}\n");
    }

    assertThat(written(rows)).isEqualTo(expected.toString());
  }

  @Test
  void writesNamesOfEveryScriptInUtf8() throws IOException {
    String[] names = {"\u640d\u5931", "\u7cbe\u5ea6/\u00e9", "\ud83e\udd89", "a\nb\u001b"};
    MetricRow row = new MetricRow(1767225600123L, 1, names, new double[] {1, 2, 3, 4});

    assertThat(written(List.of(row)))
        .contains("\"\u640d\u5931\":1.0,\"\u7cbe\u5ea6/\u00e9\":2.0")
        .contains("\\nb\\u001B\":4.0")
        .hasLineCount(1);
    assertThat(JsonValue.read(written(List.of(row))).get("data").map().keySet())
        .containsExactly(names);
  }

  @Test
  void aTimeOfAnotherCenturyIsReplacedByNow() throws IOException {
    long before = System.currentTimeMillis();
    for (long time : new long[] {0, 1_767_225_600L, 99_999_999_999_999_999L, Long.MAX_VALUE}) {
      String line = written(List.of(new MetricRow(time, 1, new String[] {"a"}, new double[] {1})));

      assertThat(JsonValue.read(line).get("time").number(0))
          .isBetween(before, System.currentTimeMillis());
    }
  }

  @Test
  void canBeWrittenAgainAndIsTheSame() throws IOException {
    MetricsBody body =
        new MetricsBody(List.of(new MetricRow(5, 6, new String[] {"a"}, new double[] {Math.PI})));

    assertThat(written(body)).isEqualTo(written(body)).isNotEmpty();
  }

  private static String written(List<MetricRow> rows) throws IOException {
    return written(new MetricsBody(rows));
  }

  private static String written(MetricsBody body) throws IOException {
    Buffer bytes = new Buffer();
    body.writeTo(bytes);
    return bytes.readUtf8();
  }
}
