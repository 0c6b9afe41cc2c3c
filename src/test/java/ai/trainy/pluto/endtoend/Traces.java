package ai.trainy.pluto.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is left of a secret in a home. */
final class Traces {
  private Traces() {}

  /** The files that show it, but for what the test itself put into a program's input. */
  static List<Path> of(String secret, Path home) throws IOException {
    try (Stream<Path> walk = Files.walk(home)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("stdin"))
          .filter(file -> shows(secret, file))
          .collect(Collectors.toList());
    }
  }

  private static boolean shows(String secret, Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
