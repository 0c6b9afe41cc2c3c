import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class files that a step of the build goes through. */
final class ClassFiles {
  private static final String SUFFIX = ".class";

  private ClassFiles() {}

  /** All in a folder and below it, always in the same order: the same source gives the same jar. */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
