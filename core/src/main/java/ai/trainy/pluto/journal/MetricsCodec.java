package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.MetricRow;
import java.nio.ByteBuffer;

/**
 * The payload of a {@link RecordType#METRICS} record.
 *
 * <pre>
 *   8  time, ms since the epoch
 *   8  step
 *   2  count of values, then for each
 *        2  bytes of the name, n
 *        n  name, UTF-8
 *        8  value, IEEE 754 double
 * </pre>
 */
final class MetricsCodec {
  private MetricsCodec() {}

  static int count(ByteBuffer payload) {
    return Short.toUnsignedInt(payload.getShort(payload.position() + 2 * Long.BYTES));
  }

  static MetricRow read(ByteBuffer payload, RowNames known) {
    long time = payload.getLong();
    long step = payload.getLong();
    int count = Short.toUnsignedInt(payload.getShort());
    String[] names = new String[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      names[i] = known.read(payload, i, Short.toUnsignedInt(payload.getShort()));
      values[i] = payload.getDouble();
    }
    return new MetricRow(time, step, known.remember(names), values);
  }
}
