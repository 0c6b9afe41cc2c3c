package ai.trainy.pluto.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What tests leave behind that do not finish all of their runs. */
public final class Leftovers {
  private static final long PATIENCE_SECONDS = 300;

  private Leftovers() {}

  /** Removes a directory of runs that go on: their threads may be writing to it meanwhile. */
  public static void remove(Path directory) throws IOException {
    long start = System.nanoTime();
    while (Files.exists(directory)) {
      try {
        for (Path file : deepestFirst(directory)) {
          Files.deleteIfExists(file);
        }
      } catch (FileSystemException | UncheckedIOException changed) {
        if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
          throw changed;
        }
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static List<Path> deepestFirst(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    }
  }
}
