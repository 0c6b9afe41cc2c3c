package ai.trainy.pluto.observe.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
  private final List<String> lines = new ArrayList<>();

  private final LineSplitter.Lines taking =
      new LineSplitter.Lines() {
        @Override
        public boolean wants(int bytes) {
          return true;
        }

        @Override
        public void line(String text) {
          lines.add(text);
        }
      };

  private void split(Charset charset, byte[]... writes) {
    LineSplitter splitter = new LineSplitter(charset);
    for (byte[] bytes : writes) {
      splitter.add(bytes, 0, bytes.length, taking);
    }
    splitter.flush(taking);
  }

  private void split(String... writes) {
    LineSplitter splitter = new LineSplitter(UTF_8);
    for (String text : writes) {
      byte[] bytes = text.getBytes(UTF_8);
      splitter.add(bytes, 0, bytes.length, taking);
    }
    splitter.flush(taking);
  }

  @Test
  void aLineMayComeInSeveralWritesAndAWriteMayHaveSeveralLines() {
    split("a", "b\nc\n\n", "d", "e");

    assertThat(lines).containsExactly("ab", "c", "de");
  }

  @Test
  void aCarriageReturnStays() {
    split("10 %\r20 %\r\n\r\n");

    assertThat(lines).containsExactly("10 %\r20 %\r", "\r");
  }

  @Test
  void whatIsNoCharacterIsReplaced() {
    split(UTF_8, new byte[] {'a', (byte) 0xff, 'b', '\n'});
    split(ISO_8859_1, new byte[] {'a', (byte) 0xff, 'b', '\n'});

    assertThat(lines).containsExactly("a\ufffdb", "a\u00ffb");
  }

  @Test
  void aCharacterMayBeDividedBetweenWrites() {
    byte[] owl = "\ud83e\udd89".getBytes(UTF_8);

    split(UTF_8, new byte[] {owl[0], owl[1]}, new byte[] {owl[2]}, new byte[] {owl[3], '\n'});

    assertThat(lines).containsExactly("\ud83e\udd89");
  }

  @Test
  void whatHasNoEndIsCutBetweenCharacters() {
    String text = "\u4f60".repeat(100_000);

    split(text, "\n", "short\n");

    assertThat(lines).hasSizeGreaterThan(3).last().isEqualTo("short");
    assertThat(String.join("", lines.subList(0, lines.size() - 1))).isEqualTo(text);
    assertThat(lines).allMatch(line -> line.getBytes(UTF_8).length <= LineSplitter.MAX_LINE_BYTES);
  }

  @Test
  void howItIsDividedIntoWritesMakesNoDifference() {
    Random random = new Random(7_919);
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(300); i >= 0; i--) {
        text.append(random.nextInt(8) == 0 ? "\n" : random.nextInt(5) == 0 ? "\u00e4" : "a");
      }
      byte[] bytes = text.toString().getBytes(UTF_8);
      lines.clear();
      LineSplitter splitter = new LineSplitter(UTF_8);
      for (int from = 0; from < bytes.length; ) {
        int to = Math.min(from + 1 + random.nextInt(20), bytes.length);
        splitter.add(bytes, from, to, taking);
        from = to;
      }
      splitter.flush(taking);

      List<String> expected = new ArrayList<>(List.of(text.toString().split("\n", -1)));
      expected.removeIf(String::isEmpty);
      assertThat(lines).isEqualTo(expected);
    }
  }
}
