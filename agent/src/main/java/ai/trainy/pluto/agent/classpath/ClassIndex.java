package ai.trainy.pluto.agent.classpath;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.bytebuddy.dynamic.ClassFileLocator;

/** Which entry each class comes from: the first that has it, as for the JVM. */
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

  void add(String className, ClasspathEntry entry) {
    first.putIfAbsent(className, entry);
  }

  boolean isFirst(String className, ClasspathEntry entry) {
    return first.get(className) == entry;
  }

  @Override
  public Resolution locate(String className) throws IOException {
    ClasspathEntry entry = first.get(className);
    return entry == null ? new Resolution.Illegal(className) : entry.locate(className);
  }

  @Override
  public void close() {
    // Entries hold nothing open.
  }
}
