package ai.trainy.pluto.agent.weave;

import java.io.IOException;
import java.util.Optional;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/** A client's classes as class files. Nothing is loaded to look at it. */
final class ClientClasses {
  private final ClassFileLocator files;
  private final TypePool types;

  /**
   * Of a client that is only looked at: a class that its methods need and that is missing is told.
   */
  ClientClasses(ClassFileLocator files) {
    this(files, false);
  }

  /**
   * Of a client that is being loaded: the class that arrives as the JVM handed it over, the others
   * as its loader finds them.
   *
   * @param loader of the arriving class; null for the bootstrap loader
   */
  ClientClasses(@Nullable ClassLoader loader, String arriving, byte[] classFile) {
    this(
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(arriving, classFile),
            loader == null
                ? ClassFileLocator.ForClassLoader.ofBootLoader()
                : ClassFileLocator.ForClassLoader.of(loader)),
        true);
  }

  /**
   * @param lazily whether types are described when something is asked of them: most never are
   */
  private ClientClasses(ClassFileLocator files, boolean lazily) {
    this.files = files;
    this.types =
        lazily ? TypePool.Default.WithLazyResolution.of(files) : TypePool.Default.of(files);
  }

  boolean has(String className) {
    return types.describe(className).isResolved();
  }

  TypeDescription describe(String className) {
    return types.describe(className).resolve();
  }

  /** Its class file; empty if there is none that can be read. */
  Optional<byte[]> classFile(String className) {
    try {
      ClassFileLocator.Resolution file = files.locate(className);
      return file.isResolved() ? Optional.of(file.resolve()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** All of them, described. */
  TypePool types() {
    return types;
  }
}
