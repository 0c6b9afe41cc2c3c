package ai.trainy.pluto.journal;

/**
 * The numbers of one log call on their way into the journal. Written value by value, straight into
 * the bytes that go to disk: this is the program's own thread. Layout: {@link MetricsCodec}.
 */
public final class MetricsRecord {
  /** More values than this do not fit one record; a caller with more makes several. */
  public static final int MAX_VALUES = 0xFFFF;

  /** A longer name does not fit the format. */
  public static final int MAX_NAME_BYTES = 0xFFFF;

  private static final int COUNT_POSITION = Frame.HEADER_BYTES + 2 * Long.BYTES;

  private final RecordBuffer buffer;
  private int count;

  /**
   * @param time ms since the epoch
   * @param step 0 to 2^53-1
   * @param expected how many values will probably come
   */
  public MetricsRecord(long time, long step, int expected) {
    this(time, step, new RecordBuffer(2 * Long.BYTES + 2 + Math.min(expected, MAX_VALUES) * 40));
  }

  MetricsRecord(long time, long step, RecordBuffer empty) {
    buffer = empty;
    buffer.putLong(time).putLong(step).putShort(0);
  }

  /**
   * Adds a value; at most {@link #MAX_VALUES} of them.
   *
   * @param name at most {@link #MAX_NAME_BYTES} bytes in UTF-8
   */
  public void add(String name, double value) {
    buffer.putName(name).putDouble(value);
    buffer.setShort(COUNT_POSITION, ++count);
  }

  /** How many values were added. */
  public int size() {
    return count;
  }

  RecordBuffer buffer() {
    return buffer;
  }
}
