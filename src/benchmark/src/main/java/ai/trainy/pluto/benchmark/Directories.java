package ai.trainy.pluto.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Directories of a benchmark's own. */
final class Directories {
  private Directories() {}

  /** Removes a directory and all in it. */
  static void remove(Path directory) throws IOException {
    List<Path> innermostFirst;
    try (Stream<Path> paths = Files.walk(directory)) {
      innermostFirst = paths.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    }
    for (Path path : innermostFirst) {
      Files.delete(path);
    }
  }
}
