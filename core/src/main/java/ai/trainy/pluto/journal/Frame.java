package ai.trainy.pluto.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How one record lies in a file. All numbers are big-endian.
 *
 * <pre>
 *   offset  size
 *        0     4   length of the payload in bytes, 0 to 2^26
 *        4     1   type, see RecordType
 *        5     8   sequence number: 1 for the run's first record, then one more each
 *       13     4   CRC-32C over bytes 0 to 12 and the payload
 *       17     n   payload
 * </pre>
 */
final class Frame {
  static final int HEADER_BYTES = 17;

  /** A larger payload is not written; a larger length read back is damage. */
  static final int MAX_PAYLOAD_BYTES = 1 << 26;

  private static final int CRC_OFFSET = 13;

  private Frame() {}

  /**
   * Completes a frame whose payload is already in place.
   *
   * @param frame the frame from its first byte; the payload starts at {@link #HEADER_BYTES}
   * @param length the frame's length, header and payload
   */
  static void seal(byte[] frame, int length, RecordType type, long sequence) {
    ByteBuffer header = ByteBuffer.wrap(frame, 0, HEADER_BYTES);
    header.putInt(length - HEADER_BYTES).put((byte) type.code()).putLong(sequence);
    header.putInt(crc(frame, 0, length - HEADER_BYTES));
  }

  /**
   * Reads the record that starts at {@code offset}.
   *
   * @param end where the known bytes end
   * @return the record; null if it does not check out or is not whole
   */
  static @Nullable Record read(byte[] bytes, int offset, int end) {
    if (end - offset < HEADER_BYTES) {
      return null;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes, offset, HEADER_BYTES);
    int payload = header.getInt();
    RecordType type = RecordType.of(header.get());
    long sequence = header.getLong();
    if (payload < 0
        || payload > end - offset - HEADER_BYTES
        || type == null
        || header.getInt() != crc(bytes, offset, payload)) {
      return null;
    }
    return new Record(type, sequence, bytes, offset + HEADER_BYTES, payload);
  }

  /**
   * Whether the frame at {@code offset} is whole and checks out, but for its type: a newer version
   * wrote it.
   */
  static boolean isOfUnknownType(byte[] bytes, int offset, int end) {
    int length = length(bytes, offset, end);
    return length > 0
        && length <= end - offset
        && RecordType.of(bytes[offset + Integer.BYTES]) == null
        && ByteBuffer.wrap(bytes, offset + CRC_OFFSET, Integer.BYTES).getInt()
            == crc(bytes, offset, length - HEADER_BYTES);
  }

  /**
   * How many bytes the frame at {@code offset} says it has; 0 if its header is not whole, -1 if
   * that length cannot be.
   */
  static int length(byte[] bytes, int offset, int end) {
    if (end - offset < HEADER_BYTES) {
      return 0;
    }
    int payload = ByteBuffer.wrap(bytes, offset, Integer.BYTES).getInt();
    return payload < 0 || payload > MAX_PAYLOAD_BYTES ? -1 : HEADER_BYTES + payload;
  }

  /**
   * Whether these bytes can be the beginning of one record whose end was never written. They are
   * not if a whole record is among them, or if they were one but for their length.
   */
  static boolean isBeginning(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      return true;
    }
    byte[] whole = bytes.clone();
    ByteBuffer.wrap(whole).putInt(bytes.length - HEADER_BYTES);
    for (int at = 0; at <= whole.length - HEADER_BYTES; at++) {
      if (read(whole, at, whole.length) != null) {
        return false;
      }
    }
    return true;
  }

  private static int crc(byte[] bytes, int offset, int payload) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, CRC_OFFSET);
    crc.update(bytes, offset + HEADER_BYTES, payload);
    return (int) crc.getValue();
  }
}
