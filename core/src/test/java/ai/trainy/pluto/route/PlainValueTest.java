package ai.trainy.pluto.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PlainValueTest {
  @Test
  void keepsWhatIsPlain() throws NotPlainException {
    assertThat(PlainValue.of(null)).isNull();
    assertThat(PlainValue.of(true)).isEqualTo(true);
    assertThat(PlainValue.of("text")).isEqualTo("text");
    assertThat(PlainValue.of(7L)).isEqualTo(7L);
    assertThat(PlainValue.of(0.5)).isEqualTo(0.5);
  }

  @Test
  void makesWholeNumbersLong() throws NotPlainException {
    assertThat(PlainValue.of((byte) -1)).isEqualTo(-1L);
    assertThat(PlainValue.of((short) 300)).isEqualTo(300L);
    assertThat(PlainValue.of(7)).isEqualTo(7L);
    assertThat(PlainValue.of(new AtomicInteger(7))).isEqualTo(7L);
    assertThat(PlainValue.of(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(PlainValue.of(9_007_199_254_740_993L)).isEqualTo(9_007_199_254_740_993L);
  }

  @Test
  void keepsTheDigitsOfAFloat() throws NotPlainException {
    assertThat(PlainValue.of(0.1f)).isEqualTo(0.1);
    assertThat(PlainValue.of(1e-10f)).isEqualTo(1e-10);
  }

  @Test
  void makesTextOfNumbersThatJsonCannotWrite() throws NotPlainException {
    assertThat(PlainValue.of(Double.NaN)).isEqualTo("NaN");
    assertThat(PlainValue.of(Float.POSITIVE_INFINITY)).isEqualTo("Infinity");
    assertThat(PlainValue.of(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
  }

  @Test
  void keepsBigNumbersAsNumbersWhereTheyFit() throws NotPlainException {
    assertThat(PlainValue.of(BigInteger.valueOf(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
    assertThat(PlainValue.of(new BigDecimal("0.002"))).isEqualTo(0.002);
  }

  @Test
  void makesTextOfNumbersThatAreTooBig() throws NotPlainException {
    BigInteger tooBig = BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE);

    assertThat(PlainValue.of(tooBig)).isEqualTo("9223372036854775808");
    assertThat(PlainValue.of(new BigDecimal("1E+400"))).isEqualTo("1E+400");
  }

  @Test
  void takesANumberOfTheProgramsOwnByWhatItSays() throws NotPlainException {
    assertThat(PlainValue.of(new Own(2.0))).isEqualTo(2L);
    assertThat(PlainValue.of(new Own(2.5))).isEqualTo(2.5);
    assertThat(PlainValue.of(new Own(Double.NaN))).isEqualTo("NaN");
  }

  @Test
  void readsTextsCharactersEnumsAndAtomicBooleans() throws NotPlainException {
    assertThat(PlainValue.of(CharBuffer.wrap("built"))).isEqualTo("built");
    assertThat(PlainValue.of('c')).isEqualTo("c");
    assertThat(PlainValue.of(TimeUnit.SECONDS)).isEqualTo("SECONDS");
    assertThat(PlainValue.of(new AtomicBoolean(true))).isEqualTo(true);
  }

  @Test
  void readsArraysOfEveryKind() throws NotPlainException {
    assertThat(PlainValue.of(new int[] {1, 2})).isEqualTo(List.of(1L, 2L));
    assertThat(PlainValue.of(new float[] {0.1f})).isEqualTo(List.of(0.1));
    assertThat(PlainValue.of(new Object[] {"a", new boolean[] {true}}))
        .isEqualTo(List.of("a", List.of(true)));
  }

  @Test
  void readsNestedCollectionsAndMaps() throws NotPlainException {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put(1, Set.of(2));
    map.put("none", null);
    map.put(null, Arrays.asList(null, Map.of("a", 'b')));

    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("1", List.of(2L));
    expected.put("none", null);
    expected.put("null", Arrays.asList(null, Map.of("a", "b")));
    assertThat(PlainValue.of(map)).isEqualTo(expected);
  }

  @Test
  void isACopy() throws NotPlainException {
    List<Object> inner = new ArrayList<>(List.of(1));
    Map<String, Object> map = new HashMap<>(Map.of("inner", inner));
    int[] array = {1};

    Object copy = PlainValue.of(map);
    Object copyOfArray = PlainValue.of(array);
    inner.add(2);
    map.clear();
    array[0] = 2;

    assertThat(copy).isEqualTo(Map.of("inner", List.of(1L)));
    assertThat(copyOfArray).isEqualTo(List.of(1L));
  }

  @Test
  void replacesLoneSurrogatesAndDropsZeros() throws NotPlainException {
    assertThat(PlainValue.text("a\0b\ud83e")).isEqualTo("ab\ufffd");
    assertThat(PlainValue.text("\udd89\ud83e")).isEqualTo("\ufffd\ufffd");
    assertThat(PlainValue.text("\ud83e\udd89")).isEqualTo("\ud83e\udd89");
    assertThat(PlainValue.of(Map.of("k\0", List.of("\0v")))).isEqualTo(Map.of("k", List.of("v")));
  }

  @Test
  void returnsACleanTextItself() {
    String text = new String("clean".toCharArray());

    assertThat(PlainValue.text(text)).isSameAs(text);
  }

  @Test
  void endsAtACycle() {
    List<Object> list = new ArrayList<>();
    list.add(Collections.singletonMap("self", list));

    assertThatThrownBy(() -> PlainValue.of(list))
        .isInstanceOf(NotPlainException.class)
        .hasMessage("a java.util.ArrayList that contains itself");
  }

  @Test
  void takes64LevelsAndNoMore() throws NotPlainException {
    assertThat(PlainValue.of(nested(64))).isEqualTo(nested(64));
    assertThatThrownBy(() -> PlainValue.of(nested(65))).isInstanceOf(NotPlainException.class);
  }

  @Test
  void namesTheKindOfWhatIsNotPlain() {
    assertThatThrownBy(() -> PlainValue.of(List.of(new Object())))
        .isInstanceOf(NotPlainException.class)
        .hasMessage("a java.lang.Object");
  }

  @Test
  void anObjectThatFailsToAnswerIsNotPlain() {
    Collection<Object> broken =
        new AbstractList<>() {
          @Override
          public Object get(int index) {
            throw new IllegalStateException("closed");
          }

          @Override
          public int size() {
            return 1;
          }
        };

    assertThatThrownBy(() -> PlainValue.of(broken)).isInstanceOf(NotPlainException.class);
  }

  @Test
  void whatCanPerhapsBeReadOnlyOnceIsNotRead() {
    Iterator<Integer> once = List.of(1, 2).iterator();
    Iterable<Integer> stream = () -> once;

    assertThatThrownBy(() -> PlainValue.of(stream)).isInstanceOf(NotPlainException.class);
    assertThat(once).hasNext();
  }

  @Test
  void configKeepsTheTextOfWhatIsNotPlain() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(
        "text",
        new StringReader("x") {
          @Override
          public String toString() {
            return "a reader";
          }
        });
    config.put("lr", 0.1f);

    assertThat(PlainValue.ofConfig(config)).isEqualTo(Map.of("text", "a reader", "lr", 0.1));
  }

  @Test
  void configSurvivesACycleAndAnObjectThatFails() {
    Map<String, Object> config = new LinkedHashMap<>();
    List<Object> cycle = new ArrayList<>();
    cycle.add(List.of(cycle));
    Iterable<Object> broken =
        new Iterable<>() {
          @Override
          public Iterator<Object> iterator() {
            throw new IllegalStateException("closed");
          }

          @Override
          public String toString() {
            throw new IllegalStateException("closed");
          }
        };
    config.put("cycle", cycle);
    config.put("broken", broken);
    config.put("lr", 1);

    assertThat(PlainValue.ofConfig(config))
        .containsEntry("lr", 1L)
        .containsEntry("cycle", "(a java.util.ArrayList that contains itself)")
        .containsKey("broken");
  }

  @Test
  void takesAMillionCharactersAndNoMore() throws NotPlainException {
    String half = "x".repeat(1 << 19);

    assertThat(PlainValue.of(List.of(half, half))).isEqualTo(List.of(half, half));
    assertThatThrownBy(() -> PlainValue.of(List.of(half, half, "x")))
        .hasMessage("a text of 1 characters");
    assertThatThrownBy(() -> PlainValue.of(Map.of(half + half + "x", 1)))
        .hasMessage("a text of 1048577 characters");
    assertThat(PlainValue.orText("x".repeat(1 << 21))).isEqualTo("(a text of 2097152 characters)");
  }

  @Test
  void takes100000ElementsAndNoMore() throws NotPlainException {
    assertThat((List<?>) PlainValue.of(new int[99_999])).hasSize(99_999);
    assertThatThrownBy(() -> PlainValue.of(new int[100_000]))
        .hasMessage("a value of more than 100000 elements");
    assertThat(PlainValue.orText(new int[1_000_000]))
        .isEqualTo("(a value of more than 100000 elements)");
  }

  @Test
  void readsWhatIsInAnOptional() throws NotPlainException {
    assertThat(PlainValue.of(Optional.of(Optional.of(1)))).isEqualTo(1L);
    assertThat(PlainValue.of(OptionalDouble.of(0.5))).isEqualTo(0.5);
    assertThat(PlainValue.of(OptionalInt.of(7))).isEqualTo(7L);
    assertThat(PlainValue.of(OptionalLong.empty())).isNull();
    assertThat(PlainValue.of(List.of(Optional.empty()))).isEqualTo(Arrays.asList((Object) null));
    assertThat(PlainValue.of(new AtomicReference<>("x"))).isEqualTo("x");
  }

  @Test
  void aReferenceToItselfEnds() {
    AtomicReference<Object> self = new AtomicReference<>();
    self.set(self);

    assertThatThrownBy(() -> PlainValue.of(self)).hasMessage("nested more than 64 deep");
  }

  @Test
  void anErrorOfAnObjectIsNotOurs() {
    Object deep =
        new Object() {
          @Override
          public String toString() {
            throw new StackOverflowError();
          }
        };
    CharSequence text =
        new CharSequence() {
          @Override
          public int length() {
            throw new NoClassDefFoundError("gone");
          }

          @Override
          public char charAt(int index) {
            return 'x';
          }

          @Override
          public CharSequence subSequence(int start, int end) {
            return this;
          }
        };

    assertThat(PlainValue.orText(deep)).asString().startsWith("(a ");
    assertThat(PlainValue.orText(text)).asString().contains("java.lang.NoClassDefFoundError");
    assertThat(PlainValue.ofConfig(Map.of(deep, deep))).hasSize(1);
  }

  private static Object nested(int depth) {
    Object value = "leaf";
    for (int i = 0; i < depth; i++) {
      value = List.of(value);
    }
    return value;
  }

  /** A number as other libraries have them. */
  private static final class Own extends Number {
    private static final long serialVersionUID = 1;
    private final double value;

    Own(double value) {
      this.value = value;
    }

    @Override
    public int intValue() {
      return (int) value;
    }

    @Override
    public long longValue() {
      return (long) value;
    }

    @Override
    public float floatValue() {
      return (float) value;
    }

    @Override
    public double doubleValue() {
      return value;
    }
  }
}
