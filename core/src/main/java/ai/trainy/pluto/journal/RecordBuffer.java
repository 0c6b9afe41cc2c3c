package ai.trainy.pluto.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of one record while it is being made: a growing array whose first {@link
 * Frame#HEADER_BYTES} are left free for the header. Used by one thread.
 */
final class RecordBuffer {
  private byte[] bytes;
  private int length = Frame.HEADER_BYTES;

  RecordBuffer(int expectedPayload) {
    this(new byte[Frame.HEADER_BYTES + expectedPayload]);
  }

  /**
   * @param bytes any that nobody else uses
   */
  RecordBuffer(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] array() {
    return bytes;
  }

  /** Header and payload so far. */
  int length() {
    return length;
  }

  RecordBuffer putByte(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  RecordBuffer putShort(int value) {
    return putByte(value >> 8).putByte(value);
  }

  RecordBuffer putInt(int value) {
    return putShort(value >> 16).putShort(value);
  }

  RecordBuffer putLong(long value) {
    room(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >> shift);
    }
    return this;
  }

  RecordBuffer putDouble(double value) {
    return putLong(Double.doubleToRawLongBits(value));
  }

  /** Puts a text of at most 65,535 bytes in UTF-8, behind their number in two bytes. */
  @SuppressWarnings("deprecation") // getBytes(int,int,byte[],int): exactly right for ASCII, no copy
  RecordBuffer putName(String text) {
    if (!isAscii(text)) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      return putShort(utf8.length).putBytes(utf8);
    }
    putShort(text.length());
    room(text.length());
    text.getBytes(0, text.length(), bytes, length);
    length += text.length();
    return this;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Any text, in UTF-8, behind its length in bytes. */
  RecordBuffer putText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return putInt(utf8.length).putBytes(utf8);
  }

  private RecordBuffer putBytes(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** Overwrites two bytes put before: a count that was not known then. */
  void setShort(int position, int value) {
    bytes[position] = (byte) (value >> 8);
    bytes[position + 1] = (byte) value;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
