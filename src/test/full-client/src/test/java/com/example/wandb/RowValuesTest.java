package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowValuesTest {

  @TempDir Path folder;
  private Run run;

  @BeforeEach
  void open() {
    run = new TestRuns(folder).open();
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -0.0, 0.1, 1e-300, Double.MIN_VALUE, Double.MAX_VALUE, 1 / 3.0, 123456789})
  void keepsEveryBitOfADouble(double value) {
    assertThat(logged(value)).isInstanceOf(Number.class);
    assertThat(((Number) logged(value)).doubleValue()).isEqualTo(value);
  }

  @Test
  void keepsWholeNumbers() {
    assertThat(logged(7)).isEqualTo(7);
    assertThat(logged(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    assertThat(logged(BigInteger.TWO.pow(100))).isEqualTo(BigInteger.TWO.pow(100));
    assertThat(logged(new BigDecimal("0.1"))).isEqualTo(new BigDecimal("0.1"));
    assertThat(((Number) logged(0.1f)).floatValue()).isEqualTo(0.1f);
  }

  @Test
  void writesWhatIsNotFiniteAsText() {
    assertThat(logged(Double.NaN)).isEqualTo("NaN");
    assertThat(logged(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
    assertThat(logged(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    assertThat(logged(Float.NaN)).isEqualTo("NaN");
    assertThat(logged(Float.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
  }

  @Test
  void keepsTextsBooleansAndNull() {
    assertThat(logged("\"owl\"\n\u2028\u00e9")).isEqualTo("\"owl\"\n\u2028\u00e9");
    assertThat(logged(true)).isEqualTo(true);
    assertThat(logged(null)).isEqualTo(JSONObject.NULL);
  }

  @Test
  void keepsMapsInMaps() {
    Object value = logged(Map.of("a", Map.of(1, List.of(true, Double.NaN))));

    assertThat(((JSONObject) value).toMap())
        .isEqualTo(Map.of("a", Map.of("1", List.of(true, "NaN"))));
  }

  @Test
  void keepsListsAndArrays() {
    assertThat(logged(Arrays.asList(1, null, "x"))).asString().isEqualTo("[1,null,\"x\"]");
    assertThat(logged(new int[][] {{1, 2}, {3}})).asString().isEqualTo("[[1,2],[3]]");
    assertThat(logged(new double[] {0.5, Double.NaN})).asString().isEqualTo("[0.5,\"NaN\"]");
    assertThat(logged(new Object[] {true, "a"})).asString().isEqualTo("[true,\"a\"]");
  }

  @Test
  void keepsAnythingElseAsItsText() {
    assertThat(logged(AlertLevel.WARN)).isEqualTo("WARN");
    assertThat(logged(Path.of("a", "b"))).isEqualTo(Path.of("a", "b").toString());
    assertThat(logged('c')).isEqualTo("c");
  }

  @Test
  void writesARowInTheOrderOfItsKeys() throws Exception {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("z", 1);
    row.put("a", 2);

    run.log(row);

    assertThat(Files.readString(run.dir().resolve("history.jsonl")))
        .startsWith("{\"_step\":0,\"_timestamp\":")
        .endsWith(",\"z\":1,\"a\":2}\n");
  }

  @Test
  void keepsItsOwnStepAndTime() {
    run.log(Map.of("_step", 7, "_timestamp", 8));

    JSONObject row = RunReader.of(run.dir()).rows().get(0);
    assertThat(row.getLong("_step")).isZero();
    assertThat(row.getDouble("_timestamp")).isGreaterThan(8);
  }

  @Test
  void refusesAKeyThatIsNull() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.log(Collections.singletonMap(null, 1)))
        .withMessage("a key is null");
    assertThat(RunReader.of(run.dir()).rows()).isEmpty();
  }

  /** What the reader finds for a value. */
  private Object logged(Object value) {
    run.log(Collections.singletonMap("value", value));
    List<JSONObject> rows = RunReader.of(run.dir()).rows();
    return rows.get(rows.size() - 1).get("value");
  }
}
