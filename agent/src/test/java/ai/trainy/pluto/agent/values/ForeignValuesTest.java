package ai.trainy.pluto.agent.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import ai.trainy.pluto.Artifact;
import ai.trainy.pluto.Histogram;
import ai.trainy.pluto.Image;
import ai.trainy.pluto.Table;
import ai.trainy.pluto.Unloggable;
import ai.trainy.pluto.agent.binding.Bindings;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class ForeignValuesTest {
  private final ForeignValues values = new ForeignValues(List.of());

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
    assertThat(values.plain(new JSONArray("[1,\"a\",true]"))).isEqualTo(List.of(1L, "a", true));
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
        .isEqualTo(Map.of("a", Map.of("b", List.of(Map.of("c", 1L), List.of(2L)))));
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
    expected.put("z", Arrays.asList(1L, null));
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

    assertThat(values.plain(object)).isEqualTo(Map.of("a", Map.of("b", 1L)));
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

  /** Entries that come from elsewhere, one after the other. */
  private static final class Drained extends AbstractMap<String, Object> {
    private final Iterator<Map.Entry<String, Object>> entries =
        List.<Map.Entry<String, Object>>of(Map.entry("loss", 1)).iterator();

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
          return entries;
        }

        @Override
        public int size() {
          throw new IllegalStateException("the size is not known");
        }
      };
    }
  }

  @Test
  void aMapOfTheProgramThatCanBeReadOnlyOnceIsLeftToIt() {
    Drained drained = new Drained();

    assertThat(values.plain(drained))
        .isInstanceOfSatisfying(
            Unloggable.class,
            unread -> assertThat(unread.reason()).contains("Drained that can be read only once"));
    assertThat(values.plain(Map.of("row", drained)))
        .extracting("row")
        .isInstanceOf(Unloggable.class);
    assertThat(values.plain(List.of(drained.entrySet())))
        .asInstanceOf(LIST)
        .singleElement()
        .isInstanceOf(Unloggable.class);
    assertThat(drained.entrySet().iterator().next().getKey()).isEqualTo("loss");
  }

  @Test
  void aMapOfTheProgramThatCanBeReadAgainIsRead() {
    Map<String, Object> own =
        new AbstractMap<>() {
          @Override
          public Set<Map.Entry<String, Object>> entrySet() {
            return Map.<String, Object>of("loss", 1).entrySet();
          }
        };
    Map<String, Object> empty =
        new AbstractMap<>() {
          @Override
          public Set<Map.Entry<String, Object>> entrySet() {
            return Collections.emptySet();
          }
        };

    assertThat(values.plain(own)).isEqualTo(Map.of("loss", 1));
    assertThat(values.plain(empty)).isEqualTo(Map.of());
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

    assertThat(copy).isEqualTo(Map.of("inner", List.of(1L), "list", List.of("a")));
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void anObjectThatContainsItselfCannotBeLoggedButWhatIsBesideItCan() {
    JSONObject object = new JSONObject().put("loss", 1);
    object.put("self", object);

    assertThat(values.plain(object))
        .asInstanceOf(MAP)
        .containsEntry("loss", 1)
        .hasEntrySatisfying(
            "self", self -> assertThat(reason(self)).endsWith(".JSONObject that contains itself"));
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void aMapThatContainsItselfFarInsideCannotBeLogged() {
    Map<String, Object> map = new HashMap<>();
    map.put("list", List.of(List.of(map)));

    assertThat(reason(((Map<?, ?>) values.plain(Map.of("map", map))).get("map")))
        .isEqualTo("a java.util.HashMap that contains itself");
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void aListThatContainsItselfTwiceComesToAnEnd() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    list.add(list);

    Object copy = ((Map<?, ?>) values.plain(Map.of("list", list))).get("list");

    assertThat((List<?>) copy).hasSize(2).allMatch(Unloggable.class::isInstance);
  }

  @Test
  void anObjectThatIsThereTwiceWithoutContainingItselfIsReadTwice() {
    JSONObject shared = new JSONObject("{\"a\":1}");
    JSONObject object = new JSONObject().put("x", shared).put("y", shared);

    assertThat(values.plain(object)).isEqualTo(Map.of("x", Map.of("a", 1L), "y", Map.of("a", 1L)));
  }

  @Test
  void whatLiesDeeperThanCoreTakesCannotBeLogged() {
    Object nested = 1;
    for (int i = 0; i < 100; i++) {
      nested = i % 2 == 0 ? List.of(nested) : new JSONArray().put(nested);
    }

    assertThat(reason(((Map<?, ?>) values.plain(Map.of("deep", Map.of("er", nested)))).get("deep")))
        .isEqualTo("nested more than 64 deep");
  }

  @Test
  void arraysOfObjectsBecomeListsAndThoseOfPrimitivesStayAsTheyAre() {
    double[][] matrix = {{1}, {2}};

    assertThat(values.plain(new Object[] {1, new JSONObject("{\"a\":1}"), null}))
        .isEqualTo(Arrays.asList(1L, Map.of("a", 1L), null));
    assertThat(values.plain(new JSONObject[][] {{new JSONObject("{\"a\":1}")}}))
        .isEqualTo(List.of(List.of(Map.of("a", 1L))));
    assertThat(values.plain(matrix)).isSameAs(matrix);
  }

  @Test
  void textsThatMayChangeAreCopied() {
    StringBuilder text = new StringBuilder("as it was");

    Object copy = values.plain(Map.of("text", text));
    text.append(" then");

    assertThat(copy).isEqualTo(Map.of("text", "as it was"));
  }

  @Test
  void whatIsInAnOptionalOrAReferenceIsRead() {
    assertThat(values.plain(Optional.of(new JSONObject("{\"a\":1}")))).isEqualTo(Map.of("a", 1));
    assertThat(values.plain(new AtomicReference<>(new JSONArray("[1]")))).isEqualTo(List.of(1L));
    assertThat(values.plain(Optional.empty())).isNull();
  }

  @Test
  void aPictureOfAwtsIsAnImage() {
    BufferedImage picture = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);

    assertThat(values.plain(Map.of("picture", picture)))
        .asInstanceOf(MAP)
        .extractingByKey("picture")
        .isInstanceOf(Image.class);
  }

  @Test
  void aLongListIsPassedOnAsItIsForCoreToRefuseOrToTake() {
    List<Integer> list = Collections.nCopies(100_001, 1);

    assertThat(((Map<?, ?>) values.plain(Map.of("list", list))).get("list")).isSameAs(list);
  }

  @Test
  void whatIsTooLargeInAllIsPassedOnAsItIsToo() {
    Map<String, Object> map = Map.of("a", Collections.nCopies(60_000, 1), "b", new int[0]);
    List<Object> list = List.of(map, map);

    assertThat(((Map<?, ?>) values.plain(Map.of("m", List.of(list)))).get("m"))
        .asInstanceOf(LIST)
        .containsExactly(list);
  }

  @Test
  void aLongArrayOfALibrarysCannotBeLogged() {
    JSONArray array = new JSONArray(Collections.nCopies(100_001, 1));

    assertThat(reason(((Map<?, ?>) values.plain(Map.of("array", array))).get("array")))
        .isEqualTo("a value of more than 100000 elements");
  }

  @Test
  void aRowMayHaveAnyNumberOfValuesOfAnySize() {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < 100_001; i++) {
      row.put("metric " + i, i);
    }
    row.put("a", Collections.nCopies(60_000, 1L));
    row.put("b", Collections.nCopies(60_000, 1L));

    assertThat(values.plain(row)).isEqualTo(row);
  }

  @Test
  void whatFailsToBeReadCannotBeLoggedButTheRestOfTheRowCan() {
    Object closed =
        new JSONObject() {
          @Override
          public Set<String> keySet() {
            throw new IllegalStateException("closed");
          }
        };
    Object endless =
        new AbstractList<Object>() {
          @Override
          public Object get(int index) {
            return iterator().next();
          }

          @Override
          public int size() {
            return 1;
          }
        };
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("before", 1);
    row.put("closed", closed);
    row.put("inside", Map.of("a", List.of(closed)));
    row.put("endless", endless);
    row.put("text", new MuteText());
    row.put("after", 2);

    Map<?, ?> copy = (Map<?, ?>) values.plain(row);

    assertThat(copy.get("before")).isEqualTo(1);
    assertThat(copy.get("after")).isEqualTo(2);
    String unreadable = " that cannot be read (java.lang.IllegalStateException)";
    assertThat(reason(copy.get("closed")))
        .isEqualTo("a " + closed.getClass().getName() + unreadable);
    assertThat(reason(copy.get("inside"))).endsWith(unreadable);
    assertThat(reason(copy.get("endless"))).contains("StackOverflowError");
    assertThat(reason(copy.get("text"))).endsWith(unreadable);
  }

  /** A text that does not say itself. */
  private static final class MuteText implements CharSequence {
    @Override
    public int length() {
      return 1;
    }

    @Override
    public char charAt(int index) {
      return 'a';
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return this;
    }

    @Override
    public String toString() {
      throw new IllegalStateException("mute");
    }
  }

  @Test
  void ofAListOfValuesEachIsReadByItself() {
    Object copy =
        ((Map<?, ?>) values.plain(Map.of("list", Arrays.asList(1, new MuteText(), 2)))).get("list");

    assertThat(copy).asInstanceOf(LIST).hasSize(3).startsWith(1L).endsWith(2L);
    assertThat(reason(((List<?>) copy).get(1))).contains("MuteText");
  }

  @Test
  void aNameThatCannotBeReadCostsItsOwnValueOnly() {
    Object name =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("nameless");
          }
        };
    Map<Object, Object> row = new HashMap<>();
    row.put(name, 1);
    row.put("loss", 2);

    assertThat(values.plain(row)).asInstanceOf(MAP).hasSize(2).containsEntry("loss", 2);
    assertThat(reason(((Map<?, ?>) values.plain(row)).get(name.getClass().getName())))
        .contains("IllegalStateException");
  }

  @Test
  void aRowThatCannotBeReadSaysWhy() {
    Map<String, Object> broken =
        new HashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          public void forEach(BiConsumer<? super String, ? super Object> action) {
            throw new IllegalStateException("closed");
          }
        };

    assertThat(reason(values.plain(broken))).endsWith("(java.lang.IllegalStateException)");
  }

  @Test
  void whatRunsOutOfMemoryDoesSoForTheProgram() {
    Object greedy =
        new AbstractList<Object>() {
          @Override
          public Object get(int index) {
            throw new OutOfMemoryError("of the program");
          }

          @Override
          public int size() {
            return 1;
          }
        };

    assertThatThrownBy(() -> values.plain(Map.of("greedy", greedy)))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("of the program");
  }

  @Test
  void whatCoreMadeStaysAsItIs() {
    ForeignValues shipped = new ForeignValues(Bindings.values());
    Object[] made = {
      Histogram.of(new double[] {1}),
      Image.ofPixels(new int[1][1]),
      new Artifact("model"),
      Table.of(List.of("a"), List.of()),
      new Unloggable("odd")
    };

    for (Object each : made) {
      assertThat(shipped.plain(each)).isSameAs(each);
    }
  }

  /** Everything in a copy stays as it was, whatever the program does to its own objects. */
  @Test
  void copiesAreDeep() {
    Random random = new Random(20_261_125);
    for (int round = 0; round < 500; round++) {
      List<Runnable> changes = new ArrayList<>();
      Map<String, Object> row = new LinkedHashMap<>();
      for (int i = 0; i < 4; i++) {
        row.put("value " + i, changeable(random, 4, changes));
      }
      changes.add(row::clear);

      Object copy = values.plain(row);
      String before = String.valueOf(copy);
      changes.forEach(Runnable::run);

      assertThat(String.valueOf(copy)).as("round %s", round).isEqualTo(before);
      assertThat((Map<?, ?>) copy).hasSize(4);
    }
  }

  /**
   * @param changes where what changes it is added
   */
  private static Object changeable(Random random, int depth, List<Runnable> changes) {
    int size = random.nextInt(4);
    switch (depth == 0 ? random.nextInt(2) : random.nextInt(8)) {
      case 0:
        return random.nextInt(100);
      case 1:
        StringBuilder text = new StringBuilder("text " + random.nextInt());
        changes.add(() -> text.append(" later"));
        return text;
      case 2:
        Map<Object, Object> map = new HashMap<>();
        for (int i = 0; i < size; i++) {
          map.put(i, changeable(random, depth - 1, changes));
        }
        changes.add(() -> map.put("later", 1));
        return map;
      case 3:
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          list.add(changeable(random, depth - 1, changes));
        }
        changes.add(() -> list.add(0, "later"));
        return list;
      case 4:
        Object[] array = new Object[size + 1];
        for (int i = 0; i < array.length; i++) {
          array[i] = changeable(random, depth - 1, changes);
        }
        changes.add(() -> Arrays.fill(array, "later"));
        return array;
      case 5:
        JSONObject object = new JSONObject();
        for (int i = 0; i < size; i++) {
          object.put("key " + i, changeable(random, depth - 1, changes));
        }
        changes.add(() -> object.put("later", 1));
        return object;
      case 6:
        JSONArray elements = new JSONArray();
        for (int i = 0; i < size; i++) {
          elements.put(changeable(random, depth - 1, changes));
        }
        changes.add(() -> elements.put("later"));
        return elements;
      default:
        AtomicReference<Object> reference =
            new AtomicReference<>(changeable(random, depth - 1, changes));
        changes.add(() -> reference.set("later"));
        return reference;
    }
  }

  private static String reason(Object unloggable) {
    assertThat(unloggable).isInstanceOf(Unloggable.class);
    return ((Unloggable) unloggable).reason();
  }

  @Test
  void keysThatAreWrittenAlikeDoNotMelt() {
    Map<Object, Object> row = new LinkedHashMap<>();
    row.put(1, "int");
    row.put("1", "text");
    row.put(1L, "long");
    row.put("2", "plain");

    assertThat(new ForeignValues(List.of()).plain(row))
        .isEqualTo(Map.of("1", "int", "1 (String)", "text", "1 (Long)", "long", "2", "plain"));
  }

  @Test
  void aRowThatChangesWhileItIsReadKeepsWhatWasRead() {
    Map<String, Object> row = new LinkedHashMap<>(Map.of("loss", 1));
    Map<String, Object> changing =
        new HashMap<>(row) {
          private static final long serialVersionUID = 1;

          @Override
          public void forEach(BiConsumer<? super String, ? super Object> action) {
            super.forEach(action);
            throw new ConcurrentModificationException();
          }
        };
    JSONObject json =
        new JSONObject("{\"loss\":1}") {
          @Override
          public Set<String> keySet() {
            return changing.keySet();
          }
        };

    assertThat(new ForeignValues(List.of()).plain(changing)).isEqualTo(row);
    assertThat(new ForeignValues(List.of()).plain(json)).isEqualTo(row);
  }
}
