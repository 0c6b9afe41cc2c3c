package ai.trainy.pluto.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class ValueCopyTest {
  /** Of a program: it stands for a list. */
  private static final class Shelf {
    private final Object[] books;

    Shelf(Object... books) {
      this.books = books;
    }
  }

  private final ForeignTypes types =
      new ForeignTypes() {
        @Override
        public Object read(Object value, ValueCopy copy) {
          return value instanceof Shelf
              ? copy.list(value, Arrays.asList(((Shelf) value).books)::forEach)
              : value;
        }

        @Override
        public Map<String, Object> row() {
          return new LinkedHashMap<>();
        }

        @Override
        public Object unloggable(NotPlainException why) {
          return "refused: " + why.getMessage();
        }
      };

  private static final class Mute extends AbstractList<Object> {
    @Override
    public Object get(int index) {
      return iterator().next();
    }

    @Override
    public int size() {
      return 1;
    }
  }

  @Test
  void configTakesACopyAsItIs() {
    Object list = ValueCopy.of(new Shelf(1, "a", List.of(Map.of("b", 0.1f))), types);
    Object map = ValueCopy.of(Map.of("a", List.of(1), "b", true));

    assertThat(list).isEqualTo(List.of(1L, "a", List.of(Map.of("b", 0.1))));
    assertThat(PlainValue.of(list)).isSameAs(list);
    assertThat(PlainValue.of(map)).isSameAs(map);
    assertThat(ValueCopy.of(map)).isSameAs(map);
  }

  @Test
  void whatOnlyItsDestinationTellsStaysAsItIsUntilThen() {
    Path path = Path.of("a");
    int[] array = {1};
    Object copy = ValueCopy.of(Arrays.asList(Double.NaN, array, path, null), types);

    assertThat(copy).isEqualTo(Arrays.asList(Double.NaN, array, path, null));
    assertThat(PlainValue.of(copy)).isEqualTo(Arrays.asList("NaN", List.of(1L), "a", null));
    assertThat(PlainValue.of(ValueCopy.of(Map.of("k\0", 1)))).isEqualTo(Map.of("k", 1L));
    assertThatThrownBy(() -> PlainValue.of(ValueCopy.of(List.of(new Object()), types)))
        .isInstanceOf(NotPlainException.class)
        .hasMessage("a java.lang.Object");
  }

  @Test
  void nobodyChangesACopy() {
    List<?> list = (List<?>) ValueCopy.of(List.of(1));
    Map<?, ?> map = (Map<?, ?>) ValueCopy.of(Map.of("a", 1));

    assertThatThrownBy(() -> list.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void anElementThatOverflowsTheStackCostsOnlyItself() {
    Object deep = 1;
    for (int i = 0; i < 63; i++) {
      deep = List.of(deep);
    }

    assertThat(ValueCopy.of(Map.of("list", Arrays.asList(1, new Mute(), deep)), types))
        .extracting("list")
        .asInstanceOf(LIST)
        .hasSize(3)
        .startsWith(1L)
        .contains(
            "refused: a "
                + Mute.class.getName()
                + " that cannot be read (java.lang.StackOverflowError)")
        .last()
        .isInstanceOf(List.class);
  }

  @Test
  void aRowsValuesHaveTheirLimitsEach() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("a", Map.of("texts", "x".repeat(1 << 20)));
    row.put("b", List.of("x".repeat(1 << 19), "x".repeat(1 << 19), "x"));
    row.put("c", Map.of("numbers", Collections.nCopies(90_000, 1)));
    row.put("d", new Shelf(Collections.nCopies(100_000, 1).toArray()));
    row.put("e", row);

    Map<?, ?> copy = (Map<?, ?>) ValueCopy.of(row, types);

    assertThat(copy.get("a")).isEqualTo("refused: a text of 1048576 characters");
    assertThat(copy.get("b")).isSameAs(row.get("b"));
    assertThat(copy.get("c")).isInstanceOf(Map.class);
    assertThat(copy.get("d")).isEqualTo("refused: a value of more than 100000 elements");
    assertThat(copy.get("e")).isEqualTo("refused: a java.util.LinkedHashMap that contains itself");
  }

  @Test
  void whatChangesWhileItIsReadIsWhatWasReadUntilThen() {
    Map<String, Object> changing =
        new HashMap<>(Map.of("a", 1)) {
          private static final long serialVersionUID = 1;

          @Override
          public void forEach(BiConsumer<? super String, ? super Object> action) {
            super.forEach(action);
            throw new ConcurrentModificationException();
          }
        };

    assertThat(PlainValue.of(List.of(changing))).isEqualTo(List.of(Map.of("a", 1L)));
  }

  @Test
  void aValueThatLogsWhileItIsReadIsReadAllTheSame() {
    Object logging =
        new AbstractList<Object>() {
          @Override
          public Object get(int index) {
            return String.valueOf(ValueCopy.of(Map.of("within", List.of(this.size())), types));
          }

          @Override
          public int size() {
            return 1;
          }
        };

    assertThat(ValueCopy.of(Map.of("list", logging), types))
        .isEqualTo(Map.of("list", List.of("{within=[1]}")));
  }

  @Test
  void keysThatAreWrittenAlikeDoNotMelt() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put("1", "text");
    map.put(1, "int");

    assertThat(PlainValue.of(map)).isEqualTo(Map.of("1", "text", "1 (Integer)", "int"));
  }
}
