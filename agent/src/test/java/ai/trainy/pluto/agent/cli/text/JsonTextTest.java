package ai.trainy.pluto.agent.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void isReadBackAsItWas() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", "a \"quoted\" \\ back\nslash \u00e4\ud83d\ude00 \u0001");
    map.put("number", 7L);
    map.put("flag", true);
    map.put("list", new ArrayList<>(Arrays.asList("a", List.of(), Map.of("b", 1))));
    map.put("empty", Map.of());

    assertThat(new JSONObject(JsonText.of(map)).similar(new JSONObject(map))).isTrue();
  }

  @Test
  void isAsciiWithOneFieldOnEachLine() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", null);
    map.put("b", List.of("\u6e29", 2));

    assertThat(JsonText.of(map))
        .isEqualTo("{\n  \"a\": null,\n  \"b\": [\n    \"\\u6e29\",\n    2\n  ]\n}");
  }

  /** Scripts may look for a text as it stands there. */
  @Test
  void everyOtherCharacterIsItsNumber() {
    assertThat(JsonText.of("a\n\t\b\u0000\u007f/<\u00e4\ud83d\ude00\"\\"))
        .isEqualTo("\"a\\u000a\\u0009\\u0008\\u0000\\u007f/<\\u00e4\\ud83d\\ude00\\\"\\\\\"");
  }

  @Test
  void whatIsEmptyIsOnOneLine() {
    assertThat(JsonText.of(List.of(Map.of(), List.of(), 1.5, false)))
        .isEqualTo("[\n  {},\n  [],\n  1.5,\n  false\n]");
  }
}
