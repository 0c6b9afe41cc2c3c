package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueCodecTest {
  private static final int ROUNDS = 2_000;

  @Test
  void bringsBackRandomTrees() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Object tree = tree(new Random(seed), 5);

      assertThat(roundTrip(tree)).as("seed %d", seed).isEqualTo(tree);
    }
  }

  @Test
  void keepsTheOrderOfKeys() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String key : List.of("z", "a", "m", "", "B")) {
      map.put(key, null);
    }

    assertThat(ValueCodec.readMap(written(map)).keySet()).containsExactly("z", "a", "m", "", "B");
  }

  @Test
  void bringsBackTheEdgesOfNumbers() {
    List<Object> numbers =
        List.of(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            0L,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            -0.0);

    assertThat(roundTrip(numbers)).isEqualTo(numbers);
  }

  @Test
  void readsAnIntegerAsLongAndAFloatAsDouble() {
    assertThat(roundTrip(List.of(7, 0.5f))).isEqualTo(List.of(7L, 0.5));
  }

  @Test
  void bringsBackTextsOfEveryScript() {
    String text = "loss \u00e9 \u6e29\u5ea6 \ud83e\udd89 \n\t";

    assertThat(roundTrip(text)).isEqualTo(text);
  }

  @Test
  void bringsBackATextLongerThanItsBuffer() {
    String text = "x".repeat(100_000);

    assertThat(roundTrip(text)).isEqualTo(text);
  }

  @Test
  void refusesAValueThatIsNotPlain() {
    assertThatThrownBy(() -> ValueCodec.write(new RecordBuffer(8), List.of('c')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a plain value: java.lang.Character");
  }

  @Test
  void refusesATagItDoesNotKnow() {
    assertThatThrownBy(() -> ValueCodec.read(ByteBuffer.wrap(new byte[] {'?'})))
        .hasMessage("no such tag: 63");
  }

  @Test
  void refusesAMapThatIsNone() {
    assertThatThrownBy(() -> ValueCodec.readMap(ByteBuffer.wrap(new byte[] {'N'})))
        .hasMessage("not a map: 78");
  }

  private static Object tree(Random random, int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0:
        return null;
      case 1:
        return random.nextBoolean();
      case 2:
        return random.nextLong() >> random.nextInt(64);
      case 3:
        return Double.longBitsToDouble(random.nextLong());
      case 4:
        return random.nextGaussian();
      case 5:
        return text(random);
      case 6:
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          list.add(tree(random, depth - 1));
        }
        return list;
      default:
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          map.put(text(random), tree(random, depth - 1));
        }
        return map;
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      int codePoint = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
      text.appendCodePoint(codePoint >= 0xD800 && codePoint <= 0xDFFF ? 'x' : codePoint);
    }
    return text.toString();
  }

  private static Object roundTrip(Object value) {
    ByteBuffer in = written(value);
    Object read = ValueCodec.read(in);
    assertThat(in.remaining()).as("bytes left over").isZero();
    return read;
  }

  private static ByteBuffer written(Object value) {
    RecordBuffer buffer = new RecordBuffer(8);
    ValueCodec.write(buffer, value);
    return ByteBuffer.wrap(
        buffer.array(), Frame.HEADER_BYTES, buffer.length() - Frame.HEADER_BYTES);
  }
}
