package ai.trainy.pluto.agent.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Option;
import scala.Some;
import scala.Tuple2;
import scala.Tuple2$mcII$sp;
import scala.Tuple3;
import scala.collection.Iterator;
import scala.collection.immutable.HashMap$;
import scala.collection.immutable.LazyList;
import scala.collection.immutable.List$;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Set$;
import scala.collection.immutable.Vector$;
import scala.collection.mutable.ArrayBuffer;
import scala.jdk.javaapi.CollectionConverters;

/** Scala's collections and the like, as programs log them. */
class ScalaValuesTest {
  private final ForeignValues values = new ForeignValues(List.of());

  private static <T> scala.collection.immutable.Seq<T> seq(List<T> elements) {
    return CollectionConverters.asScala(elements).toList();
  }

  private static scala.collection.immutable.Map<String, Object> map(Object... pairs) {
    List<Tuple2<String, Object>> entries = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      entries.add(new Tuple2<>((String) pairs[i], pairs[i + 1]));
    }
    return Map$.MODULE$.from(seq(entries));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 5, 50})
  void mapsOfAnySizeHaveClassesOfTheirOwn(int size) {
    Object[] pairs = new Object[2 * size];
    Map<String, Object> expected = new HashMap<>();
    for (int i = 0; i < size; i++) {
      pairs[2 * i] = "key " + i;
      pairs[2 * i + 1] = i;
      expected.put("key " + i, i);
    }

    assertThat(values.plain(map(pairs))).isEqualTo(expected);
  }

  @Test
  void immutableCollections() {
    assertThat(values.plain(seq(List.of(1, 2, 3)))).isEqualTo(List.of(1L, 2L, 3L));
    assertThat(values.plain(Vector$.MODULE$.from(seq(List.of(1, 2))))).isEqualTo(List.of(1L, 2L));
    assertThat(values.plain(Set$.MODULE$.from(seq(List.of("a"))))).isEqualTo(List.of("a"));
    assertThat(values.plain(List$.MODULE$.empty())).isEqualTo(List.of());
    assertThat(values.plain(HashMap$.MODULE$.from(map("a", 1)))).isEqualTo(Map.of("a", 1));
  }

  @Test
  void mutableCollections() {
    scala.collection.mutable.HashMap<String, Object> map = new scala.collection.mutable.HashMap<>();
    map.update("a", 1);
    ArrayBuffer<Object> buffer = new ArrayBuffer<>();
    buffer.append(2);

    Object copy = values.plain(map("map", map, "buffer", buffer));
    map.update("b", 2);
    buffer.append(3);

    assertThat(copy).isEqualTo(Map.of("map", Map.of("a", 1L), "buffer", List.of(2L)));
  }

  @Test
  void whatIsInsideIsReadToo() {
    assertThat(
            values.plain(
                map("row", map("list", seq(List.of(new JSONObject("{\"a\":1}"), Some.apply(2)))))))
        .isEqualTo(Map.of("row", Map.of("list", List.of(Map.of("a", 1L), 2L))));
  }

  @Test
  void optionsAreTheirContentOrNull() {
    assertThat(values.plain(Some.apply(0.5))).isEqualTo(0.5);
    assertThat(values.plain(Option.empty())).isNull();
    assertThat(values.plain(Some.apply(seq(List.of(1))))).isEqualTo(List.of(1L));
  }

  @Test
  void tuplesAreLists() {
    assertThat(values.plain(new Tuple2<>("a", seq(List.of(1)))))
        .isEqualTo(List.of("a", List.of(1L)));
    assertThat(values.plain(new Tuple3<>(1, null, 3))).isEqualTo(Arrays.asList(1L, null, 3L));
  }

  @Test
  void pairsOfPrimitivesAreEntriesLikeOthers() {
    List<Tuple2<?, ?>> pairs = List.of(new Tuple2$mcII$sp(1, 2), new Tuple2<>("a", "b"));
    Pairs map = new Pairs(seq(pairs).iterator());

    assertThat(values.plain(map)).isEqualTo(Map.of("1", 2, "a", "b"));
  }

  /** A map with entries of two classes. */
  public static final class Pairs implements Moved.Map {
    private final Iterator<?> pairs;

    Pairs(Iterator<?> pairs) {
      this.pairs = pairs;
    }

    @Override
    public Iterator<?> iterator() {
      return pairs;
    }
  }

  /** As Scala's, in another package. */
  interface Moved {
    /** As Scala's. */
    interface Map {
      Iterator<?> iterator();
    }
  }

  @Test
  void whatMayBeEndlessOrReadableOnceIsLeftAlone() {
    Iterator<Integer> once = seq(List.of(1, 2)).iterator();
    LazyList<Object> endless = LazyList.continually(() -> 1);
    Object view = seq(List.of(1)).view();

    assertThat(values.plain(once)).isSameAs(once);
    assertThat(once.next()).isEqualTo(1);
    assertThat(values.plain(endless)).isSameAs(endless);
    assertThat(values.plain(view)).isSameAs(view);
    assertThat(values.plain(map("a", 1).view())).isInstanceOf(scala.collection.MapView.class);
  }

  /** As a view of Scala 2.12, which is a sequence. */
  public static final class SeqView implements Old.TraversableView, Old.Seq {
    @Override
    public Iterator<?> iterator() {
      throw new IllegalStateException("computed though nobody asked for it");
    }
  }

  /** What it extends. */
  interface Old {
    /** As Scala's. */
    interface Seq {
      Iterator<?> iterator();
    }

    /** As Scala's. */
    interface TraversableView {}
  }

  @Test
  void aViewOfOlderScalaIsLeftAlone() {
    Object view = new SeqView();

    assertThat(values.plain(view)).isSameAs(view);
  }

  /** A web server has one for each application, and all of them may log. */
  @Test
  void severalCopiesOfScalaInOneProgramAreAllRead()
      throws IOException, ReflectiveOperationException {
    URL[] jar = {Option.class.getProtectionDomain().getCodeSource().getLocation()};
    for (int i = 0; i < 2; i++) {
      try (URLClassLoader copy = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
        Object module =
            copy.loadClass("scala.collection.immutable.Nil$").getField("MODULE$").get(null);

        assertThat(module.getClass()).isNotSameAs(List$.MODULE$.empty().getClass());
        assertThat(values.plain(module)).isEqualTo(List.of());
      }
    }
  }

  @Test
  void numbersOfScalasAreNumbers() {
    Object decimal = scala.math.BigDecimal.exact("1.5");

    assertThat(values.plain(decimal)).isSameAs(decimal);
  }
}
