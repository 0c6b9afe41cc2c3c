package ai.trainy.pluto.agent.classpath;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.bytebuddy.dynamic.ClassFileLocator;

/** Which place each class comes from: the first that has it, as for the JVM. */
final class ClassIndex implements ClassFileLocator {
  private final Map<String, ClasspathEntry> first = new HashMap<>();

  /** The class that a file is, by its name; nothing if that is no name of a class. */
  static Optional<String> className(String file) {
    // No package has a dash; META-INF/versions and its like do.
    int dash = file.indexOf('-');
    return file.endsWith(ClasspathEntry.CLASS) && (dash < 0 || dash > file.lastIndexOf('/'))
        ? Optional.of(
            file.substring(0, file.length() - ClasspathEntry.CLASS.length()).replace('/', '.'))
        : Optional.empty();
  }

  void add(String className, ClasspathEntry place) {
    first.putIfAbsent(className, place);
  }

  boolean isFirst(String className, ClasspathEntry place) {
    return first.get(className) == place;
  }

  @Override
  public Resolution locate(String className) throws IOException {
    ClasspathEntry place = first.get(className);
    return place == null ? new Resolution.Illegal(className) : place.locate(className);
  }

  @Override
  public void close() {
    // Places hold nothing open.
  }
}
