package ai.trainy.pluto.journal;

import org.jspecify.annotations.Nullable;

/**
 * A place between two records: a segment's number and the offset in it. Positions of one journal
 * grow with the order of its records.
 */
public final class Position implements Comparable<Position> {
  private final int segment;
  private final long offset;

  Position(int segment, long offset) {
    this.segment = segment;
    this.offset = offset;
  }

  int segment() {
    return segment;
  }

  long offset() {
    return offset;
  }

  @Override
  public int compareTo(Position other) {
    int bySegment = Integer.compare(segment, other.segment);
    return bySegment != 0 ? bySegment : Long.compare(offset, other.offset);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Position && compareTo((Position) other) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(offset * 31 + segment);
  }

  @Override
  public String toString() {
    return segment + ":" + offset;
  }
}
