package ai.trainy.pluto.observe.system;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How full the disk is that runs are kept on. */
final class Disk implements Source {
  private final Path directory;

  Disk(Path directory) {
    this.directory = directory;
  }

  @Override
  public void measure(Sample into) throws IOException {
    FileStore disk = Files.getFileStore(directory);
    into.put("disk.used", (double) disk.getTotalSpace() - disk.getUnallocatedSpace());
  }
}
