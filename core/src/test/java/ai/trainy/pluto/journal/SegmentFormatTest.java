package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The format of version 1, held fast by a file: journals of old versions stay readable for ever.
 */
class SegmentFormatTest {
  @TempDir Path directory;

  @Test
  void readsASegmentOfVersion1() throws IOException {
    byte[] golden = golden();
    Files.write(SegmentFile.path(directory, 1), golden);

    try (JournalReader reader = Records.readerOf(directory, 1, golden.length)) {
      assertThat(reader.next().metrics().time()).isEqualTo(1_767_225_600_123L);
      assertThat(Records.readAll(reader))
          .containsExactly(
              "2 step 9007199254740991 a=NaN b=Infinity c=-Infinity d=-0.0 e=4.9E-324",
              "3 config {lr=0.002, layers=[64, 32, null], nested={on=true, off=false},"
                  + " text=\u6e29\u5ea6 \ud83e\udd89}",
              "4 finish 143");
      assertThat(reader.damaged()).isZero();
    }
  }

  @Test
  void writesTheSameRecordsToTheSameBytes() throws IOException {
    try (Journal journal = new Journal(directory, Long.MAX_VALUE, 1 << 20)) {
      write(journal);
    }

    assertThat(SegmentFile.path(directory, 1)).hasBinaryContent(golden());
  }

  private static void write(Journal journal) throws IOException {
    MetricsRecord plain = new MetricsRecord(1_767_225_600_123L, 40, 2);
    plain.add("train/loss", 0.481);
    plain.add("train/acc", 0.87);
    journal.append(plain);

    MetricsRecord odd = new MetricsRecord(0, (1L << 53) - 1, 5);
    odd.add("a", Double.NaN);
    odd.add("b", Double.POSITIVE_INFINITY);
    odd.add("c", Double.NEGATIVE_INFINITY);
    odd.add("d", -0.0);
    odd.add("e", Double.MIN_VALUE);
    journal.append(odd);

    Map<String, Object> config = new LinkedHashMap<>();
    config.put("lr", 0.002);
    config.put("layers", Arrays.asList(64L, 32L, null));
    Map<String, Object> nested = new LinkedHashMap<>();
    nested.put("on", true);
    nested.put("off", false);
    config.put("nested", nested);
    config.put("text", "\u6e29\u5ea6 \ud83e\udd89");
    journal.appendConfig(config);

    journal.appendFinish(new RunEnd(143, 1_767_225_600_123L));
  }

  private static byte[] golden() throws IOException {
    try (InputStream file =
        SegmentFormatTest.class.getResourceAsStream("/journal/segment-v1.bin")) {
      return file.readAllBytes();
    }
  }
}
