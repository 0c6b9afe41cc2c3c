package ai.trainy.pluto.agent.classpath;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar, or a folder of one that a loader takes for a root. Of versions of a class, this JVM's. */
final class Jar implements ClasspathEntry {
  private final Path file;
  private final String folder;

  /**
   * @param folder with a slash at its end; empty for the jar as a whole
   */
  Jar(Path file, String folder) {
    this.file = file;
    this.folder = folder;
  }

  /** Opens a jar as the JVM does; signatures are not checked. The caller closes it. */
  static JarFile open(Path file) throws IOException {
    return new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion());
  }

  @Override
  public String name() {
    return folder.isEmpty()
        ? file.toString()
        : file + "!/" + folder.substring(0, folder.length() - 1);
  }

  @Override
  public void list(Consumer<String> files) throws IOException {
    try (JarFile jar = open(file)) {
      jar.stream()
          .filter(entry -> entry.getName().startsWith(folder))
          .forEach(entry -> files.accept(entry.getName().substring(folder.length())));
    } catch (IllegalArgumentException e) {
      // Before Java 17; after that, such a jar cannot be opened.
      throw new IOException("a file's name in it is not in UTF-8", e);
    }
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    try (JarFile jar = open(file)) {
      ZipEntry entry = jar.getEntry(folder + name);
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return Optional.of(in.readAllBytes());
      }
    }
  }
}
