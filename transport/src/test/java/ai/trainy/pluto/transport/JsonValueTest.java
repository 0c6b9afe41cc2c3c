package ai.trainy.pluto.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers, whatever they hold. */
class JsonValueTest {
  @Test
  void everyKindOfValueIsRead() throws IOException {
    Map<String, Object> values =
        JsonValue.read(
                "{\"t\":\"\\u00e9\\n\",\"i\":9007199254740993,\"b\":99999999999999999999,"
                    + "\"d\":1e-3,\"y\":true,\"n\":false,\"0\":null,\"a\":[1,[],{}],\"o\":{\"x\":2}}")
            .map();

    assertThat(values)
        .containsEntry("t", "\u00e9\n")
        .containsEntry("i", 9007199254740993L)
        .containsEntry("b", new BigInteger("99999999999999999999"))
        .containsEntry("d", 0.001)
        .containsEntry("y", true)
        .containsEntry("n", false)
        .containsEntry("0", null)
        .containsEntry("a", List.of(1L, List.of(), Map.of()))
        .containsEntry("o", Map.of("x", 2L));
    assertThat(values.keySet()).containsExactly("t", "i", "b", "d", "y", "n", "0", "a", "o");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "7", "\"x\"", "[]", "{\"a\":null}", "{}"})
  void whatIsNotThereIsMissingAllTheWay(String text) throws IOException {
    JsonValue value = JsonValue.read(text).get("a").get(3).get("b");

    assertThat(value.isObject() || value.isArray() || value.isText() || value.isTrue()).isFalse();
    assertThat(value.text("none")).isEqualTo("none");
    assertThat(value.number(-1)).isEqualTo(-1);
    assertThat(value.map()).isEmpty();
    assertThat(value.elements()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "\"1\"", "true", "[1]", "99999999999999999999"})
  void anythingElseIsNoWholeNumber(String text) throws IOException {
    assertThat(JsonValue.read(text).number(-1)).isEqualTo(-1);
  }

  @Test
  void theElementsOfAnArrayAreInItsOrder() throws IOException {
    assertThat(JsonValue.read("[1,null,\"x\",true,{}]").elements())
        .extracting(element -> element.text("none"))
        .isEqualTo(Arrays.asList("1", "none", "x", "true", "none"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{", "[1,", "{\"a\":", "{\"a\" 1}", "nul", "NaN", "{'a':1}"})
  void whatIsNoJsonIsNotRead(String text) {
    assertThatThrownBy(() -> JsonValue.read(text)).isInstanceOf(IOException.class);
  }

  /** Others write answers: the depth of one must not be that of the stack. */
  @Test
  void nestedWithoutEndIsNotRead() {
    assertThatThrownBy(() -> JsonValue.read("[".repeat(1 << 20))).isInstanceOf(IOException.class);
  }
}
