package ai.trainy.pluto.observe.console;

import java.util.Arrays;

/**
 * Printed bytes that no background thread has looked at yet, of both streams in the order in which
 * they were written. Safe for use by several threads; adding waits for no more than a copy.
 */
final class CaptureBuffer {
  /** A program that prints more than this before we look has the rest counted, and left out. */
  static final int MAX_BYTES = 1 << 20;

  private static final int FIRST_BYTES = 8 << 10;
  private static final int FIRST_WRITES = 64;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;
  private long[] times = new long[FIRST_WRITES];

  /** Where each write ends; those to stderr as the complement. */
  private int[] ends = new int[FIRST_WRITES];

  private int writes;
  private long linesLeftOut;

  /** Told of writes in order. */
  interface Reader {
    void read(boolean error, long time, byte[] bytes, int from, int to);

    /** So many lines came after what was read, and are left out. */
    void leftOut(long lines);
  }

  /** Adds what was written. */
  synchronized void add(boolean error, long time, byte[] from, int offset, int count) {
    if (count > MAX_BYTES - length || linesLeftOut > 0) {
      // What follows a gap would be taken for the rest of the line before it.
      linesLeftOut += Math.max(lines(from, offset, count), linesLeftOut == 0 ? 1 : 0);
      return;
    }
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(Math.max(2 * bytes.length, length + count), MAX_BYTES));
    }
    if (writes == ends.length) {
      ends = Arrays.copyOf(ends, 2 * writes);
      times = Arrays.copyOf(times, 2 * writes);
    }
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
    times[writes] = time;
    ends[writes] = error ? ~length : length;
    writes++;
  }

  private static long lines(byte[] bytes, int offset, int count) {
    long lines = 0;
    for (int i = offset; i < offset + count; i++) {
      if (bytes[i] == '\n') {
        lines++;
      }
    }
    return lines;
  }

  synchronized boolean isEmpty() {
    return writes == 0 && linesLeftOut == 0;
  }

  /**
   * Exchanges what is here with an empty one's room.
   *
   * @param empty read before, used by the caller's thread alone
   */
  synchronized void moveTo(CaptureBuffer empty) {
    byte[] otherBytes = empty.bytes;
    long[] otherTimes = empty.times;
    int[] otherEnds = empty.ends;
    empty.bytes = bytes;
    empty.times = times;
    empty.ends = ends;
    empty.length = length;
    empty.writes = writes;
    empty.linesLeftOut = linesLeftOut;
    bytes = otherBytes;
    times = otherTimes;
    ends = otherEnds;
    length = 0;
    writes = 0;
    linesLeftOut = 0;
  }

  /** Reads what was moved here, and is empty afterwards. */
  synchronized void readBy(Reader reader) {
    int from = 0;
    for (int i = 0; i < writes; i++) {
      boolean error = ends[i] < 0;
      int to = error ? ~ends[i] : ends[i];
      reader.read(error, times[i], bytes, from, to);
      from = to;
    }
    if (linesLeftOut > 0) {
      reader.leftOut(linesLeftOut);
    }
    boolean large = length > FIRST_BYTES;
    bytes = large ? new byte[FIRST_BYTES] : bytes;
    times = large ? new long[FIRST_WRITES] : times;
    ends = large ? new int[FIRST_WRITES] : ends;
    length = 0;
    writes = 0;
    linesLeftOut = 0;
  }
}
