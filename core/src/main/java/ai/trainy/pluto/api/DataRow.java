package ai.trainy.pluto.api;

import java.util.Map;
import java.util.Objects;

/**
 * A histogram or a table: one line of {@code /ingest/data} (the protocol, section 8.3). The server
 * keeps each line it is sent, the same one twice as well.
 */
public final class DataRow implements AppendOnlyRow {
  private final LogType type;
  private final String name;
  private final long time;
  private final long step;
  private final Map<String, Object> data;

  /**
   * @param type {@link LogType#HISTOGRAM} or {@link LogType#TABLE}
   * @param name the logged name, not blank, at most 2,684 bytes in UTF-8
   * @param time ms since the epoch
   * @param step 0 to 2^53-1
   * @param data plain values, in the form that readers of {@code type} expect; handed over, not
   *     copied
   */
  public DataRow(LogType type, String name, long time, long step, Map<String, Object> data) {
    if (type != LogType.HISTOGRAM && type != LogType.TABLE) {
      throw new IllegalArgumentException(type + " is not sent as data");
    }
    this.type = type;
    this.name = Objects.requireNonNull(name);
    this.time = time;
    this.step = step;
    this.data = Objects.requireNonNull(data);
  }

  public LogType type() {
    return type;
  }

  public String name() {
    return name;
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public String series() {
    return type + " " + name;
  }

  public Map<String, Object> data() {
    return data;
  }
}
