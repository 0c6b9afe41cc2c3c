package ai.trainy.pluto.agent.classpath;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * An entry of a class path, and the files in it. Every call opens and closes what it needs: a long
 * class path would hold more files open than a process may have, as Byte Buddy's own locators do.
 */
interface ClasspathEntry extends ClassFileLocator {
  /** What the names of class files end with. */
  String CLASS = ".class";

  /** For people: as the class path has it, {@code outer.jar!/lib/inner.jar} for a jar in a jar. */
  String name();

  /**
   * Names the files that are there, with slashes and from the entry's root.
   *
   * @throws IOException if it cannot be read; what was named before is there
   */
  void list(Consumer<String> files) throws IOException;

  /** A file, by its name as {@link #list} has it; nothing if it is not there. */
  Optional<byte[]> read(String file) throws IOException;

  @Override
  default Resolution locate(String className) throws IOException {
    Optional<byte[]> file = read(className.replace('.', '/') + CLASS);
    return file.isPresent()
        ? new Resolution.Explicit(file.get())
        : new Resolution.Illegal(className);
  }

  @Override
  default void close() {
    // Nothing is held open.
  }
}
