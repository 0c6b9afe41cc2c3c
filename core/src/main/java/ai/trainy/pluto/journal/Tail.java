package ai.trainy.pluto.journal;

import java.io.IOException;
import java.util.Optional;

/** What a reader must know about the end of a journal, where someone may still be writing. */
interface Tail {
  /** The place behind the last record: what lies before it is whole and may be read. */
  Position end();

  /** How the run ended, once nothing will be appended any more. */
  Optional<RunEnd> runEnd();

  /** Whether nothing will be appended any more, whether or not the run's end is known. */
  boolean isOver();

  /** A segment cannot be read to its end; nothing more may be written into it. */
  void damaged(int segment);

  /** The server has everything that could be read of a damaged segment: put it out of the way. */
  void putAside(int segment) throws IOException;

  /** Segments of so many bytes were deleted. */
  void freed(long bytes);
}
