package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.MetricRow;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsCodecTest {
  private static final int ROUNDS = 1_000;

  @Test
  void bringsBackRandomRows() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      int size = 1 + random.nextInt(30);
      String[] names = new String[size];
      double[] values = new double[size];
      long time = random.nextLong() >>> 1;
      long step = random.nextLong() >>> 11;
      // Told to expect too few, so that the buffer must grow.
      MetricsRecord record = new MetricsRecord(time, step, random.nextInt(3));
      for (int i = 0; i < size; i++) {
        names[i] = name(random);
        values[i] = Double.longBitsToDouble(random.nextLong());
        record.add(names[i], values[i]);
      }

      MetricRow row = read(record);

      assertThat(row.time()).as("seed %d", seed).isEqualTo(time);
      assertThat(row.step()).as("seed %d", seed).isEqualTo(step);
      assertThat(row.size()).as("seed %d", seed).isEqualTo(size);
      for (int i = 0; i < size; i++) {
        assertThat(row.name(i)).as("seed %d, name %d", seed, i).isEqualTo(names[i]);
        assertThat(Double.doubleToRawLongBits(row.value(i)))
            .as("seed %d, value %d", seed, i)
            .isEqualTo(Double.doubleToRawLongBits(values[i]));
      }
    }
  }

  @Test
  void bringsBackNanAndInfinities() {
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0};
    MetricsRecord record = new MetricsRecord(1, 2, 4);
    for (double value : odd) {
      record.add("loss", value);
    }

    MetricRow row = read(record);

    for (int i = 0; i < odd.length; i++) {
      assertThat(Double.doubleToRawLongBits(row.value(i)))
          .isEqualTo(Double.doubleToRawLongBits(odd[i]));
    }
  }

  @Test
  void bringsBackNamesOfEveryScriptWhateverRowWasReadBefore() {
    RowNames known = new RowNames();
    // The bytes of the second are the characters of the first.
    for (String name :
        List.of("\u00c3\u00a9x", "\u00e9x", "\u640d\u5931", "\ud83e\udd89", "loss", "\u00e9x")) {
      MetricsRecord record = new MetricsRecord(1, 2, 1);
      record.add(name, 3);
      RecordBuffer buffer = record.buffer();
      ByteBuffer payload = ByteBuffer.wrap(buffer.array(), 0, buffer.length());
      payload.position(Frame.HEADER_BYTES);

      assertThat(MetricsCodec.read(payload, known).name(0)).isEqualTo(name);
    }
  }

  @Test
  void bringsBackTheLongestName() {
    String name = "n".repeat(MetricsRecord.MAX_NAME_BYTES);
    MetricsRecord record = new MetricsRecord(1, 2, 2);
    record.add(name, 3);
    record.add("after", 4);

    MetricRow row = read(record);

    assertThat(row.name(0)).isEqualTo(name);
    assertThat(row.name(1)).isEqualTo("after");
  }

  @Test
  void bringsBackAsManyValuesAsOneRecordHolds() {
    MetricsRecord record = new MetricsRecord(1, 2, MetricsRecord.MAX_VALUES);
    for (int i = 0; i < MetricsRecord.MAX_VALUES; i++) {
      record.add("m" + i, i);
    }

    MetricRow row = read(record);

    assertThat(row.size()).isEqualTo(65_535);
    assertThat(row.name(65_534)).isEqualTo("m65534");
    assertThat(row.value(65_534)).isEqualTo(65_534);
  }

  private static String name(Random random) {
    StringBuilder name = new StringBuilder();
    for (int i = 1 + random.nextInt(random.nextInt(20) == 0 ? 2_000 : 20); i > 0; i--) {
      name.append((char) (' ' + random.nextInt(95)));
    }
    return name.toString();
  }

  private static MetricRow read(MetricsRecord record) {
    RecordBuffer buffer = record.buffer();
    Frame.seal(buffer.array(), buffer.length(), RecordType.METRICS, 1);
    return Frame.read(buffer.array(), 0, buffer.length()).metrics();
  }
}
