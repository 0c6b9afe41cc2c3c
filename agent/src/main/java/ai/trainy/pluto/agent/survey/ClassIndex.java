package ai.trainy.pluto.agent.survey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which place each class comes from: the first that has it. */
final class ClassIndex {
  private static final String SUFFIX = ".class";

  private final Map<String, Place> first = new HashMap<>();

  /** The class that a file is, by its name; nothing if that is no name of a class. */
  static Optional<String> className(String file) {
    // No package has a dash; META-INF/versions and its like do.
    int dash = file.indexOf('-');
    return file.endsWith(SUFFIX) && (dash < 0 || dash > file.lastIndexOf('/'))
        ? Optional.of(file.substring(0, file.length() - SUFFIX.length()).replace('/', '.'))
        : Optional.empty();
  }

  void add(String className, Place place) {
    first.putIfAbsent(className, place);
  }

  boolean isFirst(String className, Place place) {
    return first.get(className) == place;
  }

  /**
   * The file of a class from where the JVM would take it.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  Optional<byte[]> classFile(String className) {
    Place place = first.get(className);
    return place == null ? Optional.empty() : classFile(className, place);
  }

  /**
   * The file of a class from a place of choice.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  static Optional<byte[]> classFile(String className, Place place) {
    try {
      return place.read(className.replace('.', '/') + SUFFIX);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
