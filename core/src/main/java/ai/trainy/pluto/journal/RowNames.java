package ai.trainy.pluto.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The names of the row that was read last. The next one has mostly the same: then they are neither
 * decoded nor kept again. Used by one thread.
 */
final class RowNames {
  private String[] last = new String[0];

  /** Remembers a row's names and returns them, or the last row's if they are the same ones. */
  String[] remember(String[] names) {
    if (names.length == last.length) {
      boolean same = true;
      for (int i = 0; i < names.length; i++) {
        same &= names[i].equals(last[i]);
      }
      if (same) {
        return last;
      }
    }
    last = names;
    return names;
  }

  /**
   * The name at a place in the row.
   *
   * @param payload at the name's first byte; behind it when this returns
   */
  String read(ByteBuffer payload, int index, int length) {
    byte[] bytes = payload.array();
    int start = payload.arrayOffset() + payload.position();
    payload.position(payload.position() + length);
    return index < last.length && isAt(last[index], bytes, start, length)
        ? last[index]
        : new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  /** Whether it is that name, and of ASCII: in other names, bytes are not characters. */
  private static boolean isAt(String name, byte[] bytes, int start, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != bytes[start + i]) {
        return false;
      }
    }
    return true;
  }
}
