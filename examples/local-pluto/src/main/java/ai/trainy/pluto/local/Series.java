package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one metric as they arrived, 24 bytes each. Guarded by the lock of its {@link
 * RunData}.
 *
 * <p>Rows are only ever appended, so a view shares the arrays instead of copying them. With an
 * archive, only the last block of rows is in memory.
 */
final class Series {
  private final @Nullable Blocks blocks; // null: all rows are in memory
  private long[] steps = new long[8];
  private long[] times = new long[8];
  private double[] values = new double[8];

  /** The rows before those in the arrays: whole blocks, once one was appended. */
  private int earlier;

  /** The rows in the arrays. */
  private int size;

  private int saved;
  private boolean increasing = true;
  private long lastStep;
  private long lastLine = -1;
  private Rows rows = Rows.NONE;

  Series() {
    this.blocks = null;
  }

  /** A series that leaves all but its last rows to an archive. */
  Series(Blocks blocks) {
    this.blocks = blocks;
  }

  /** The series that {@link #save} described. */
  Series(Blocks blocks, JsonNode description) {
    this.blocks = blocks;
    this.saved = description.get("size").intValue();
    this.earlier = saved;
    this.increasing = description.get("increasing").booleanValue();
    this.lastStep = description.get("lastStep").longValue();
  }

  /**
   * Appends a row and returns true; of several of one line the last stays, as a single row.
   *
   * @param line a number that differs from line to line
   */
  boolean append(long line, long step, long time, double value) {
    if (line == lastLine) {
      values[size - 1] = value; // no view has seen this row: a line is appended under one lock
      return false;
    }
    lastLine = line;
    if (blocks != null) {
      makeRoom(blocks);
    }
    if (size == steps.length) {
      int larger = size + (size >> 1);
      steps = Arrays.copyOf(steps, larger);
      times = Arrays.copyOf(times, larger);
      values = Arrays.copyOf(values, larger);
    }
    increasing &= earlier + size == 0 || Long.compareUnsigned(lastStep, step) < 0;
    lastStep = step;
    steps[size] = step;
    times[size] = time;
    values[size] = value;
    size++;
    return true;
  }

  /** Goes on with the last block if it was left half full, and with a new one if it is full. */
  private void makeRoom(Blocks disk) {
    if (size == 0 && earlier % Blocks.ROWS > 0) {
      size = earlier % Blocks.ROWS;
      earlier -= size;
      take(disk.read(earlier / Blocks.ROWS));
    }
    if (size == Blocks.ROWS) {
      disk.write(earlier / Blocks.ROWS, steps, times, values, size);
      earlier += size;
      size = 0;
      take(new Blocks.Block()); // not the same arrays: views may still use those
    }
  }

  private void take(Blocks.Block block) {
    steps = block.steps;
    times = block.times;
    values = block.values;
  }

  /** The same view until another row comes, as it remembers what it has worked out. */
  Rows rows() {
    if (rows.size() != earlier + size) {
      long[] viewedSteps = steps;
      long[] viewedTimes = times;
      double[] viewedValues = values;
      int inBlocks = earlier;
      IntFunction<Point> inArchive = blocks == null ? Rows.NO_ROWS : blocks.reader()::point;
      rows =
          new Rows(
              row ->
                  row < inBlocks
                      ? inArchive.apply(row)
                      : new Point(
                          viewedSteps[row - inBlocks],
                          viewedTimes[row - inBlocks],
                          viewedValues[row - inBlocks]),
              earlier + size,
              increasing);
    }
    return rows;
  }

  /** Writes what is not on disk yet; returns what the series can be found by. Needs an archive. */
  ObjectNode save() {
    if (blocks == null) {
      throw new IllegalStateException("all rows are in memory");
    }
    if (earlier + size > saved) {
      blocks.write(earlier / Blocks.ROWS, steps, times, values, size);
      saved = earlier + size;
    }
    return Json.object()
        .put("id", blocks.series())
        .put("size", saved)
        .put("increasing", increasing)
        .put("lastStep", lastStep);
  }
}
