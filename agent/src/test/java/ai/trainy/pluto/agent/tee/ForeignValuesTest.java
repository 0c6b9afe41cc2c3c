package ai.trainy.pluto.agent.tee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class ForeignValuesTest {
  private final ForeignValues values = new ForeignValues();

  /** A program's own object, which is an object of org.json's. */
  public static final class Row extends JSONObject {
    Row() {
      put("loss", 1);
    }
  }

  @Test
  void plainValuesArePassedOnAsTheyAre() {
    for (Object value : new Object[] {"text", 1, 2L, 0.5, new BigDecimal("1.50"), true}) {
      assertThat(values.plain(value)).isSameAs(value);
    }
    assertThat(values.plain(null)).isNull();
  }

  @Test
  void anObjectOfOrgJsonBecomesAMap() {
    JSONObject object = new JSONObject().put("loss", 0.5).put("step", 7).put("phase", "warm");

    assertThat(values.plain(object)).isEqualTo(Map.of("loss", 0.5, "step", 7, "phase", "warm"));
  }

  @Test
  void anArrayOfOrgJsonBecomesAList() {
    assertThat(values.plain(new JSONArray("[1,\"a\",true]"))).isEqualTo(List.of(1, "a", true));
  }

  @Test
  void theNullOfOrgJsonBecomesNull() {
    assertThat(values.plain(JSONObject.NULL)).isNull();
    assertThat(values.plain(new JSONObject("{\"a\":null}")))
        .isEqualTo(Collections.singletonMap("a", null));
    assertThat(values.plain(new JSONArray("[null]"))).isEqualTo(Collections.singletonList(null));
  }

  @Test
  void whatIsInsideIsReadToo() {
    JSONObject object = new JSONObject("{\"a\":{\"b\":[{\"c\":1},[2]]}}");

    assertThat(values.plain(object))
        .isEqualTo(Map.of("a", Map.of("b", List.of(Map.of("c", 1), List.of(2)))));
  }

  @Test
  void anObjectThatExtendsOrgJsonsIsOneOfThem() {
    assertThat(values.plain(new Row())).isEqualTo(Map.of("loss", 1));
  }

  @Test
  void anAnonymousClassThatExtendsOrgJsonsIsOneOfThem() {
    assertThat(values.plain(new JSONObject("{\"a\":1}") {})).isEqualTo(Map.of("a", 1));
  }

  @Test
  void mapsAndCollectionsAreCopiedInTheirOrder() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("z", Arrays.asList(1, null));
    map.put(2, new LinkedHashSet<>(List.of("y", "x")));
    map.put(null, "n");

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("z", Arrays.asList(1, null));
    expected.put("2", List.of("y", "x"));
    expected.put("null", "n");
    assertThat((Map<?, ?>) values.plain(map))
        .isEqualTo(expected)
        .extracting(copy -> new ArrayList<Object>(copy.keySet()))
        .isEqualTo(List.of("z", "2", "null"));
  }

  @Test
  void mapsInsideOrgJsonsObjectsAreReadAsWell() {
    JSONObject object = new JSONObject().put("a", (Object) new HashMap<>(Map.of("b", 1)));

    assertThat(values.plain(object)).isEqualTo(Map.of("a", Map.of("b", 1)));
  }

  @Test
  void anythingElseIsPassedOnAsItIs() {
    Object[] others = {new Object(), new double[] {1}, Thread.State.NEW};

    for (Object other : others) {
      assertThat(values.plain(other)).isSameAs(other);
    }
  }

  @Test
  void aPathIsOneValueAndNotItsSteps() {
    Path path = Path.of("data", "train");

    assertThat(values.plain(path)).isSameAs(path);
  }

  @Test
  void whatCanBeReadOnlyOnceIsLeftToTheProgram() {
    Iterator<String> once = List.of("a").iterator();
    Iterable<String> stream = () -> once;

    assertThat(values.plain(stream)).isSameAs(stream);
    assertThat(once.hasNext()).isTrue();
  }

  @Test
  void aClassOfThatNameWithOtherMethodsIsPassedOn() {
    Object odd = new Odd.JSONObject();

    assertThat(values.plain(odd)).isSameAs(odd);
  }

  /** Somebody else's JSON. */
  static final class Odd {
    public static final class JSONObject {
      public String keySet() {
        return "none";
      }
    }
  }

  @Test
  void aCopyKeepsWhatWasThereWhenItWasMade() {
    JSONArray inner = new JSONArray("[1]");
    List<Object> list = new ArrayList<>(List.of("a"));
    JSONObject object = new JSONObject().put("inner", inner).put("list", (Object) list);

    Object copy = values.plain(object);
    inner.put(2);
    list.add("b");
    object.put("later", 1);

    assertThat(copy).isEqualTo(Map.of("inner", List.of(1), "list", List.of("a")));
  }

  @Test
  @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
  void anObjectThatContainsItselfComesToAnEnd() {
    JSONObject object = new JSONObject().put("loss", 1);
    object.put("self", object);

    Object copy = values.plain(object);

    assertThat(copy).isInstanceOf(Map.class);
    assertThat(((Map<?, ?>) copy).get("loss")).isEqualTo(1);
    assertThat(innermost(copy, 0)).isSameAs(object);
  }

  private static Object innermost(Object value, int depth) {
    return value instanceof Map && depth < 1000
        ? innermost(((Map<?, ?>) value).get("self"), depth + 1)
        : value;
  }

  @Test
  @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
  void aListThatContainsItselfTwiceComesToAnEnd() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    list.add(list);

    assertThat(values.plain(Map.of("list", list))).isInstanceOf(Map.class);
  }

  @Test
  @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
  void parentsThatKnowTheirChildrenAndTheReverseComeToAnEnd() {
    JSONObject parent = new JSONObject();
    JSONArray children = new JSONArray();
    for (int i = 0; i < 4; i++) {
      children.put(new JSONObject().put("parent", parent));
    }
    parent.put("children", children);

    Object copy = ((Map<?, ?>) values.plain(parent)).get("children");

    assertThat(copy).isEqualTo(Collections.nCopies(4, Map.of("parent", parent)));
  }

  @Test
  void anObjectThatIsThereTwiceWithoutContainingItselfIsReadTwice() {
    JSONObject shared = new JSONObject("{\"a\":1}");
    JSONObject object = new JSONObject().put("x", shared).put("y", shared);

    assertThat(values.plain(object)).isEqualTo(Map.of("x", Map.of("a", 1), "y", Map.of("a", 1)));
  }

  @Test
  void whatLiesDeeperThanAnyConfigIsPassedOnAsItIs() {
    JSONArray deepest = new JSONArray();
    JSONArray array = deepest;
    for (int i = 0; i < 100; i++) {
      array = new JSONArray().put(array);
    }

    Object copy = values.plain(array);

    int lists = 0;
    while (copy instanceof List) {
      copy = ((List<?>) copy).get(0);
      lists++;
    }
    assertThat(lists).isBetween(60, 99);
    assertThat(copy).isInstanceOf(JSONArray.class);
  }

  @Test
  void whatAProgramsObjectThrowsWhenItIsReadIsThrown() {
    Map<String, Object> broken =
        new HashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          public Set<Map.Entry<String, Object>> entrySet() {
            throw new IllegalStateException("closed");
          }

          @Override
          public void forEach(BiConsumer<? super String, ? super Object> action) {
            throw new IllegalStateException("closed");
          }
        };

    assertThatThrownBy(() -> values.plain(broken)).hasMessage("closed");
  }

  @Test
  void whatAnObjectOfOrgJsonThrowsIsThrownAsItIs() {
    JSONObject broken =
        new JSONObject("{\"a\":1}") {
          @Override
          public Set<String> keySet() {
            throw new IllegalStateException("closed");
          }
        };

    assertThatThrownBy(() -> values.plain(broken))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("closed");
  }
}
