package ai.trainy.pluto.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of a journal that nobody writes to any more. */
final class OrphanedJournalEnd implements JournalEnd {
  private final Path directory;
  private final Position end;
  private final boolean mayChange;

  /**
   * @param mayChange whether damage is put aside; a reader that only looks must leave all as it is
   */
  OrphanedJournalEnd(Path directory, boolean mayChange) throws IOException {
    this.directory = directory;
    this.mayChange = mayChange;
    List<Integer> segments = SegmentFile.numbers(directory);
    int last = segments.isEmpty() ? 0 : segments.get(segments.size() - 1);
    this.end = new Position(last, last == 0 ? 0 : Files.size(SegmentFile.path(directory, last)));
  }

  @Override
  public Position end() {
    return end;
  }

  @Override
  public Optional<RunEnd> runEnd(@Nullable RunEnd read) {
    return read == null ? EndFile.read(directory) : Optional.of(read);
  }

  @Override
  public void writeEnd(RunEnd end) throws IOException {
    EndFile.write(directory, end);
  }

  @Override
  public boolean isOver() {
    return true;
  }

  @Override
  public boolean mayBeTorn(int segment) {
    return segment == end.segment();
  }

  @Override
  public void damaged(int segment) {}

  @Override
  public void putAside(int segment) throws IOException {
    if (mayChange) {
      SegmentFile.setAside(directory, segment);
    }
  }

  @Override
  public void freed(long bytes) {}
}
