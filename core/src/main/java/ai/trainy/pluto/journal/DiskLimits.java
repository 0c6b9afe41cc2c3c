package ai.trainy.pluto.journal;

import java.time.Duration;

/** What a journal may ask of its disk. Immutable. */
final class DiskLimits {
  private final long bytes;
  private final int segmentBytes;
  private final Duration slowWrite;

  /**
   * @param bytes how much disk its segments may take together
   * @param segmentBytes how large a segment is when the next one is begun
   * @param slowWrite how long a write may take before callers stop waiting for the disk
   */
  DiskLimits(long bytes, int segmentBytes, Duration slowWrite) {
    this.bytes = bytes;
    this.segmentBytes = segmentBytes;
    this.slowWrite = slowWrite;
  }

  long bytes() {
    return bytes;
  }

  int segmentBytes() {
    return segmentBytes;
  }

  Duration slowWrite() {
    return slowWrite;
  }
}
