package ai.trainy.pluto.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream into lines without copying them: the present line is a part of the buffer, valid
 * until the next call. Holds one line at a time, however long the stream. Used by one thread.
 */
final class LineReader {
  /** More than the longest line that any client sends. */
  private static final int MAX_LINE = 64 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[64 * 1024];
  private int filled;
  private int next;
  private int start;
  private int end;
  private boolean ascii;
  private boolean finished;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Moves to the next line that is not blank; false at the end of the stream. */
  boolean advance() throws IOException {
    while (cut()) {
      trim();
      if (start < end) {
        return true;
      }
    }
    return false;
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return end - start;
  }

  /** Whether the line is well-formed UTF-8; Jackson alone lets some malformed sequences pass. */
  boolean isUtf8() {
    if (ascii) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, start, length()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The beginning of the line, as error messages show it. */
  String excerpt() {
    String text = new String(buffer, start, Math.min(length(), 400), StandardCharsets.UTF_8);
    return text.substring(0, Math.min(text.length(), 100));
  }

  /** Sets the present line to what comes up to the next newline or the end. */
  private boolean cut() throws IOException {
    int scanned = next;
    byte seen = 0;
    while (true) {
      for (; scanned < filled; scanned++) {
        byte b = buffer[scanned];
        if (b == '\n') {
          return line(scanned, scanned + 1, seen);
        }
        seen |= b;
      }
      if (finished) {
        return next < filled && line(filled, filled, seen);
      }
      scanned -= makeRoom();
      int read = in.read(buffer, filled, buffer.length - filled);
      finished = read < 0;
      filled += Math.max(read, 0);
    }
  }

  private boolean line(int lineEnd, int following, byte seen) {
    start = next;
    end = lineEnd;
    next = following;
    ascii = seen >= 0;
    return true;
  }

  /** Moves the unfinished line to the front, or enlarges the buffer; returns how far it moved. */
  private int makeRoom() throws IOException {
    int moved = next;
    if (filled < buffer.length) {
      return 0;
    }
    if (moved == 0) {
      if (buffer.length >= MAX_LINE) {
        throw new IOException("a line without an end");
      }
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
      return 0;
    }
    System.arraycopy(buffer, moved, buffer, 0, filled - moved);
    filled -= moved;
    next = 0;
    return moved;
  }

  private void trim() {
    while (start < end && isBlank(buffer[start])) {
      start++;
    }
    while (start < end && isBlank(buffer[end - 1])) {
      end--;
    }
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
