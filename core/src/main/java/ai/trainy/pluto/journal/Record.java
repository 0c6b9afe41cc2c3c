package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.AppendOnlyRow;
import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.MetricRow;
import java.nio.ByteBuffer;
import java.util.List;
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
    return metrics(new RowNames());
  }

  MetricRow metrics(RowNames known) {
    return MetricsCodec.read(payload(RecordType.METRICS), known);
  }

  /** The values of a {@link RecordType#CONFIG} record. */
  public Map<String, Object> config() {
    return ValueCodec.readMap(payload(RecordType.CONFIG));
  }

  /** What a {@link RecordType#DATA} record holds. */
  public DataRow data() {
    return RunCodec.readData(this);
  }

  /** What a {@link RecordType#CONSOLE} record holds. */
  public ConsoleLines console() {
    return RunCodec.readConsole(this);
  }

  /** What a {@link RecordType#DATA} or {@link RecordType#CONSOLE} record holds. */
  public AppendOnlyRow appendOnlyRow() {
    return type == RecordType.CONSOLE ? console() : data();
  }

  /** What a {@link RecordType#TAGS} record holds. */
  @SuppressWarnings("unchecked") // that is what is written
  public List<String> tags() {
    return (List<String>) (List<?>) ValueCodec.readList(payload(RecordType.TAGS));
  }

  /** What a {@link RecordType#ALERT} record holds. */
  public Alert alert() {
    return RunCodec.readAlert(this);
  }

  /** How many values were logged to make it. */
  int values() {
    switch (type) {
      case METRICS:
        return MetricsCodec.count(payload(RecordType.METRICS));
      case CONFIG:
        return config().size();
      case DATA:
      case ALERT:
        return 1;
      default:
        return 0;
    }
  }

  /**
   * What a {@link RecordType#FINISH} record says: 4 bytes exit code, 8 bytes ms since the epoch,
   * and what ended it, if something did.
   */
  RunEnd runEnd() {
    ByteBuffer payload = payload(RecordType.FINISH);
    int exitCode = payload.getInt();
    long time = payload.getLong();
    return payload.hasRemaining()
        ? new RunEnd(exitCode, time, ValueCodec.readMap(payload))
        : new RunEnd(exitCode, time);
  }

  ByteBuffer payload(RecordType expected) {
    if (type != expected) {
      throw new IllegalStateException("a " + type + " record is no " + expected);
    }
    return ByteBuffer.wrap(bytes, offset, length);
  }
}
