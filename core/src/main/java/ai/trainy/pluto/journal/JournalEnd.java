package ai.trainy.pluto.journal;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a reader must know about the end of a journal, where someone may still be writing. */
interface JournalEnd {
  /** The place behind the last record: what lies before it is whole and may be read. */
  Position end();

  /**
   * Returns how the run ended, as far as anyone knows.
   *
   * @param read what the last end that was read says; null if none was read
   */
  Optional<RunEnd> runEnd(@Nullable RunEnd read);

  /** Keeps an end that will not be read again, since what comes after it is acknowledged. */
  void writeEnd(RunEnd end) throws IOException;

  /** Whether nothing will be appended any more, whether or not the run's end is known. */
  boolean isOver();

  /**
   * Whether a segment may end in the middle of a record: the writer of the journal was killed, and
   * this is where he was.
   */
  default boolean mayBeTorn(int segment) {
    return false;
  }

  /** A segment cannot be read to its end; nothing more may be written into it. */
  void damaged(int segment);

  /** The server has everything that could be read of a damaged segment: put it out of the way. */
  void putAside(int segment) throws IOException;

  /** The server has said that it has everything before a place. */
  default void acknowledged(Position position) {}

  /** Segments of so many bytes were deleted. */
  void freed(long bytes);
}
