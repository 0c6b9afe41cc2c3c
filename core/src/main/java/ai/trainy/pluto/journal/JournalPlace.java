package ai.trainy.pluto.journal;

import java.io.Closeable;
import java.nio.file.Path;

/** Where a journal's segments are: their directory, the disk, and whose they are. Immutable. */
final class JournalPlace {
  private final Path directory;
  private final Journal.Disk disk;
  private final Closeable owner;

  /**
   * @param owner closed with the journal
   */
  JournalPlace(Path directory, Journal.Disk disk, Closeable owner) {
    this.directory = directory;
    this.disk = disk;
    this.owner = owner;
  }

  Path directory() {
    return directory;
  }

  Journal.Disk disk() {
    return disk;
  }

  Closeable owner() {
    return owner;
  }
}
