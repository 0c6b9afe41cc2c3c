package ai.trainy.pluto.agent.values;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kotlinx.serialization.json.Json;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

/** Trees of JSON libraries, as programs log them. */
class JsonTreesTest {
  private static final String TEXT =
      "{\"loss\":0.5,\"step\":7,\"big\":12345678901234,\"name\":\"a\",\"ok\":true,\"no\":null,"
          + "\"list\":[1,\"x\",[2.5],{\"deep\":false}],\"map\":{\"z\":1,\"a\":2}}";

  private final ForeignValues values = new ForeignValues(List.of());

  private static Map<String, Object> expected() {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("loss", 0.5);
    expected.put("step", 7L);
    expected.put("big", 12345678901234L);
    expected.put("name", "a");
    expected.put("ok", true);
    expected.put("no", null);
    expected.put("list", List.of(1L, "x", List.of(2.5), Map.of("deep", false)));
    expected.put("map", Map.of("z", 1L, "a", 2L));
    return expected;
  }

  /** Libraries have their own types of numbers. */
  private static Object widened(Object value) {
    if (value instanceof Map) {
      Map<Object, Object> map = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((key, inner) -> map.put(key, widened(inner)));
      return map;
    }
    if (value instanceof List) {
      return ((List<?>) value).stream().map(JsonTreesTest::widened).collect(Collectors.toList());
    }
    if (!(value instanceof Number)) {
      return value;
    }
    double number = ((Number) value).doubleValue();
    return number == Math.rint(number) ? (Object) ((Number) value).longValue() : number;
  }

  private void isRead(Object tree) {
    Object read = values.plain(tree);

    assertThat(widened(read)).isEqualTo(expected());
    assertThat(((Map<?, ?>) read).keySet()).map(String.class::cast).isEqualTo(names());
    assertThat(((Map<?, ?>) ((Map<?, ?>) read).get("map")).keySet())
        .map(String.class::cast)
        .containsExactly("z", "a");
  }

  private static List<String> names() {
    return List.copyOf(expected().keySet());
  }

  @Test
  void jacksons() throws IOException {
    isRead(new ObjectMapper().readTree(TEXT));
  }

  @Test
  void jackson3s() {
    isRead(new tools.jackson.databind.ObjectMapper().readTree(TEXT));
  }

  @Test
  void gsons() {
    isRead(JsonParser.parseString(TEXT));
  }

  @Test
  void kotlins() {
    isRead(Json.Default.parseToJsonElement(TEXT));
  }

  @Test
  void whatIsNoJsonInJacksonsTreesIsReadAsItIs() {
    ObjectMapper mapper = new ObjectMapper();
    byte[] bytes = {1, 2};

    assertThat(values.plain(mapper.createObjectNode().put("bytes", bytes)))
        .isEqualTo(Map.of("bytes", bytes));
    assertThat(values.plain(mapper.createObjectNode().putPOJO("row", new JSONObject("{\"a\":1}"))))
        .isEqualTo(Map.of("row", Map.of("a", 1L)));
    assertThat(values.plain(MissingNode.getInstance())).isNull();
    assertThat(values.plain(mapper.createObjectNode().put("x", new BigDecimal("1.50"))))
        .isEqualTo(Map.of("x", 1.5));
  }

  @Test
  void whatIsNoJsonInJackson3sTreesIsReadAsItIs() {
    tools.jackson.databind.ObjectMapper mapper = new tools.jackson.databind.ObjectMapper();
    byte[] bytes = {1, 2};

    assertThat(values.plain(mapper.createObjectNode().put("bytes", bytes)))
        .isEqualTo(Map.of("bytes", bytes));
    assertThat(values.plain(mapper.createArrayNode().addPOJO(new JSONObject("{\"a\":1}"))))
        .isEqualTo(List.of(Map.of("a", 1L)));
    assertThat(values.plain(tools.jackson.databind.node.MissingNode.getInstance())).isNull();
  }

  @Test
  void elementsOfGsonsByThemselves() {
    JsonArray array = new JsonArray();
    array.add(1);
    array.add(JsonNull.INSTANCE);
    JsonObject object = new JsonObject();
    object.add("list", array);

    assertThat(values.plain(object)).isEqualTo(Map.of("list", Arrays.asList(1L, null)));
    assertThat(values.plain(new JsonPrimitive("text"))).isEqualTo("text");
    assertThat(values.plain(new JsonPrimitive(true))).isEqualTo(true);
    assertThat(values.plain(JsonNull.INSTANCE)).isNull();
  }

  @Test
  void aNumberThatGsonHasNotParsedYetIsANumber() {
    Object read = values.plain(JsonParser.parseString("0.1"));

    assertThat(read).isInstanceOf(Number.class);
    assertThat(((Number) read).doubleValue()).isEqualTo(0.1);
  }

  @Test
  void textsOfKotlinsThatLookLikeOthersAreTexts() {
    Object tree = Json.Default.parseToJsonElement("[\"1\",\"true\",\"null\",null,1e3,-5]");

    assertThat(values.plain(tree)).isEqualTo(Arrays.asList("1", "true", "null", null, 1000.0, -5L));
  }

  @Test
  void laterChangesOfATreeDoNotReachItsCopy() throws IOException {
    com.fasterxml.jackson.databind.node.ObjectNode tree =
        (com.fasterxml.jackson.databind.node.ObjectNode) new ObjectMapper().readTree(TEXT);
    JsonObject gson = JsonParser.parseString(TEXT).getAsJsonObject();

    Object copy = values.plain(tree);
    Object copyOfGson = values.plain(gson);
    tree.withArray("list").add("later");
    tree.removeAll();
    gson.getAsJsonArray("list").add("later");

    assertThat(widened(copy)).isEqualTo(expected());
    assertThat(widened(copyOfGson)).isEqualTo(expected());
  }

  /** As org.json's, moved into another package by a fat jar. */
  public static class Moved {
    public static class JSONObject {
      public Set<String> keySet() {
        return Set.of("a");
      }

      public Object opt(String key) {
        return key + "!";
      }
    }

    public static class JSONArray {
      public int length() {
        return 2;
      }

      public Object opt(int index) {
        return index;
      }
    }
  }

  /** Not public, so its methods cannot be called. */
  static class Hidden {
    static class JSONObject {
      public Set<String> keySet() {
        return Set.of();
      }

      public Object opt(String key) {
        return key;
      }
    }
  }

  @Test
  void aLibraryThatAFatJarMovedIsTheSame() {
    assertThat(values.plain(new Moved.JSONObject())).isEqualTo(Map.of("a", "a!"));
    assertThat(values.plain(new Moved.JSONArray())).isEqualTo(List.of(0L, 1L));
  }

  @Test
  void aClassThatNobodyMayCallIsPassedOn() {
    Hidden.JSONObject hidden = new Hidden.JSONObject();

    assertThat(values.plain(hidden)).isSameAs(hidden);
  }

  /** A library's class that the library does not show. */
  private static final class Inner extends Moved.JSONObject {
    @Override
    public Object opt(String key) {
      return "inner";
    }
  }

  @Test
  void aHiddenClassIsReadThroughTheShownOneThatItExtends() {
    assertThat(values.plain(new Inner())).isEqualTo(Map.of("a", "inner"));
  }

  /** As JsonObject and JsonArray of Vert.x, which are no elements of a tree. */
  public static class Vertx {
    public static class JsonObject {
      public Map<String, Object> getMap() {
        return Collections.singletonMap("a", new JSONArray("[1]"));
      }
    }
  }

  @Test
  void anObjectAroundAMapIsThatMap() {
    assertThat(values.plain(new Vertx.JsonObject())).isEqualTo(Map.of("a", List.of(1L)));
  }

  /** The same name, and nothing else. */
  public static class Odd {
    public static class JsonObject {}

    public static class JsonPrimitive {}

    public static class JsonArray {}

    public static class ObjectNode {}
  }

  @Test
  void aClassThatOnlyHasTheNameIsPassedOn() {
    Object[] odd = {
      new Odd.JsonObject(), new Odd.JsonPrimitive(), new Odd.JsonArray(), new Odd.ObjectNode()
    };

    for (Object each : odd) {
      assertThat(values.plain(each)).isSameAs(each);
    }
  }
}
