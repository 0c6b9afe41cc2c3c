package ai.trainy.pluto.journal;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of a part of a journal that is read another time. */
class SectionEnd implements JournalEnd {
  private final Position end;

  SectionEnd(Position end) {
    this.end = end;
  }

  @Override
  public Position end() {
    return end;
  }

  @Override
  public Optional<RunEnd> runEnd(@Nullable RunEnd read) {
    return Optional.ofNullable(read);
  }

  @Override
  public void writeEnd(RunEnd end) {}

  @Override
  public boolean isOver() {
    return true;
  }

  @Override
  public void damaged(int segment) {}

  @Override
  public void putAside(int segment) throws IOException {}

  @Override
  public void freed(long bytes) {}
}
