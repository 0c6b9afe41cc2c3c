package ai.trainy.pluto.local;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of one series on disk, in blocks of equal length. Safe for use by several threads. */
final class Blocks {
  /** How many rows a block has, the last one of a series excepted. */
  static final int ROWS = 512;

  private static final int ROW_BYTES = 3 * Long.BYTES;

  private final Map<Long, byte[]> blocks;
  private final long series;

  Blocks(Map<Long, byte[]> blocks, long series) {
    this.blocks = blocks;
    this.series = series;
  }

  long series() {
    return series;
  }

  void write(int number, long[] steps, long[] times, double[] values, int size) {
    ByteBuffer bytes = ByteBuffer.allocate(size * ROW_BYTES);
    for (int row = 0; row < size; row++) {
      bytes.putLong(steps[row]).putLong(times[row]).putDouble(values[row]);
    }
    blocks.put(key(number), bytes.array());
  }

  Block read(int number) {
    Block block = new Block();
    ByteBuffer bytes = ByteBuffer.wrap(blocks.get(key(number)));
    for (int row = 0; bytes.hasRemaining(); row++) {
      block.steps[row] = bytes.getLong();
      block.times[row] = bytes.getLong();
      block.values[row] = bytes.getDouble();
    }
    return block;
  }

  private long key(int number) {
    return series << 24 | number;
  }

  /** Returns a reader of whole blocks that keeps the one it read last. */
  Reader reader() {
    return new Reader();
  }

  final class Reader {
    private @Nullable Block last;
    private int number;

    synchronized Point point(int row) {
      Block block = last;
      if (block == null || number != row / ROWS) {
        block = read(row / ROWS);
        last = block;
        number = row / ROWS;
      }
      int at = row % ROWS;
      return new Point(block.steps[at], block.times[at], block.values[at]);
    }
  }

  /** Room for the rows of one block. */
  static final class Block {
    final long[] steps = new long[ROWS];
    final long[] times = new long[ROWS];
    final double[] values = new double[ROWS];
  }
}
