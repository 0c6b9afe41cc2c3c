package ai.trainy.pluto.observe.system;

import java.io.File;
import java.nio.file.Path;

/** How full the disk is that runs are kept on. */
final class Disk implements Source {
  private static final String USED = Sample.PREFIX + "disk.used";

  /** Asks the kernel, where a {@code FileStore} reads the list of all mounts first. */
  private final File directory;

  Disk(Path directory) {
    this.directory = directory.toFile();
  }

  @Override
  public void measure(Sample into) {
    long size = directory.getTotalSpace();
    // None is what is answered if it is not known.
    into.put(USED, size == 0 ? -1 : size - directory.getFreeSpace());
  }
}
