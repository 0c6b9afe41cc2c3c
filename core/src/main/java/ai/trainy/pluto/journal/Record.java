package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.MetricRow;
import java.nio.ByteBuffer;
import java.util.Map;

/** One record as read back: its type, its number, and its payload where the reader has it. */
public final class Record {
  private final RecordType type;
  private final long sequence;
  private final byte[] bytes;
  private final int offset;
  private final int length;

  Record(RecordType type, long sequence, byte[] bytes, int offset, int length) {
    this.type = type;
    this.sequence = sequence;
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  public RecordType type() {
    return type;
  }

  /** 1 for the run's first record, then one more each. */
  public long sequence() {
    return sequence;
  }

  /** The record's size on disk, bytes. */
  public int size() {
    return Frame.HEADER_BYTES + length;
  }

  /** The numbers of a {@link RecordType#METRICS} record. */
  public MetricRow metrics() {
    return MetricsCodec.read(payload(RecordType.METRICS));
  }

  /** The values of a {@link RecordType#CONFIG} record. */
  public Map<String, Object> config() {
    return ValueCodec.readMap(payload(RecordType.CONFIG));
  }

  /** The exit code of a {@link RecordType#FINISH} record. */
  public int exitCode() {
    return payload(RecordType.FINISH).getInt();
  }

  ByteBuffer payload(RecordType expected) {
    if (type != expected) {
      throw new IllegalStateException("a " + type + " record is no " + expected);
    }
    return ByteBuffer.wrap(bytes, offset, length);
  }
}
