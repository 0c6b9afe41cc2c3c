package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.LogType;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.junit.jupiter.api.Test;

/** Histograms and tables, byte by byte. */
class DataBodyTest {
  private static final long TIME = 1_767_225_600_123L;

  @Test
  void writesWhatARowHoldsAsATextInsideTheLine() throws IOException {
    Map<String, Object> histogram =
        object(
            "freq",
            List.of(2L, 9L, 4L, 0L),
            "maxFreq",
            9L,
            "bins",
            object("min", -1.0, "max", 1.0, "num", 4),
            "shape",
            "uniform",
            "type",
            "Histogram",
            "v",
            1);
    List<Object> cells =
        Arrays.asList(
            "owl \"big\" \\ \n \u00e9\u4e2d\ud83e\udd89.png",
            0.91,
            true,
            null,
            List.of(1L, 2L),
            object("a", 0.5));

    assertThat(
            written(
                new DataRow(LogType.HISTOGRAM, "weights/conv1", TIME, 40, histogram),
                new DataRow(
                    LogType.TABLE,
                    "eval/samples",
                    TIME + 1,
                    (1L << 53) - 1,
                    object("table", List.of(cells), "type", "Table", "v", 1))))
        .isEqualTo(Wire.golden("data.ndjson"));
  }

  @Test
  void writesNullForANumberThatReadersCannotParse() throws IOException {
    List<Object> numbers =
        List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Float.NaN, 1.5);
    List<Object> others = List.of(Map.of("nested", List.of(Double.NaN)), "NaN");

    assertThat(
            written(
                new DataRow(
                    LogType.TABLE,
                    "eval/samples",
                    TIME,
                    40,
                    Map.of("table", List.of(numbers, others)))))
        .isEqualTo(Wire.golden("data-not-finite.ndjson"));
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  private static String written(DataRow... rows) throws IOException {
    Buffer bytes = new Buffer();
    new DataBody(List.of(rows)).writeTo(bytes);
    return bytes.readUtf8();
  }
}
