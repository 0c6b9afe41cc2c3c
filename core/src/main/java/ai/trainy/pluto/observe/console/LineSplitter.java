package ai.trainy.pluto.observe.console;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Makes lines of one stream's bytes (the protocol, section 12): split at line feeds alone, without
 * empty ones. What is longer than a line can be becomes several.
 */
final class LineSplitter {
  static final int MAX_LINE_BYTES = 64 << 10;

  private static final byte[] NO_BYTES = {};

  private final Charset charset;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  /** Receives each line. */
  interface Lines {
    /** Whether a line of so many bytes is wanted; one that is not is not even decoded. */
    boolean wants(int bytes);

    void line(String text);
  }

  /**
   * @param charset in which the program prints; what is none of its characters is replaced
   */
  LineSplitter(Charset charset) {
    this.charset = charset;
  }

  /** Takes more bytes, and gives the lines that end in them. */
  void add(byte[] bytes, int from, int to, Lines lines) {
    int start = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        end(bytes, start, i, lines);
        start = i + 1;
      } else if (i - start + begun.size() >= MAX_LINE_BYTES) {
        int cut = wholeCharacters(bytes, start, i);
        end(bytes, start, cut, lines);
        start = cut;
      }
    }
    begun.write(bytes, start, to - start);
  }

  /** Where the character begins that the cut would divide. */
  private int wholeCharacters(byte[] bytes, int start, int cut) {
    int before = cut;
    while (charset.equals(StandardCharsets.UTF_8)
        && before > start + 1
        && cut - before < 3
        && (bytes[before] & 0xC0) == 0x80) {
      before--;
    }
    return before;
  }

  /** Gives what was begun, which nothing will end any more. */
  void flush(Lines lines) {
    end(NO_BYTES, 0, 0, lines);
  }

  private void end(byte[] bytes, int from, int to, Lines lines) {
    int length = begun.size() + to - from;
    if (length > 0 && lines.wants(length)) {
      begun.write(bytes, from, to - from);
      lines.line(new String(begun.toByteArray(), charset));
    }
    begun.reset();
  }
}
