package ai.trainy.pluto.agent.classpath;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A jar in a jar. It is read from its beginning as far as need be, and never kept. */
final class InnerJar implements ClasspathEntry {
  private final Path outer;
  private final String entry;

  InnerJar(Path outer, String entry) {
    this.outer = outer;
    this.entry = entry;
  }

  @Override
  public String name() {
    return outer + "!/" + entry;
  }

  @Override
  public void list(Consumer<String> files) throws IOException {
    boolean isJar = false;
    try (JarFile jar = Jar.open(outer);
        ZipInputStream inner = open(jar)) {
      ZipEntry each;
      while ((each = next(inner)) != null) {
        isJar = true;
        files.accept(each.getName());
      }
    }
    if (!isJar) {
      throw new IOException("nothing is in it");
    }
  }

  @Override
  public Optional<byte[]> read(String file) throws IOException {
    try (JarFile jar = Jar.open(outer);
        ZipInputStream inner = open(jar)) {
      ZipEntry each;
      while ((each = next(inner)) != null) {
        if (each.getName().equals(file)) {
          return Optional.of(inner.readAllBytes());
        }
      }
    }
    return Optional.empty();
  }

  private static ZipEntry next(ZipInputStream inner) throws IOException {
    try {
      return inner.getNextEntry();
    } catch (IllegalArgumentException e) {
      throw new IOException("a file's name in it is not in UTF-8", e);
    }
  }

  private ZipInputStream open(JarFile jar) throws IOException {
    ZipEntry found = jar.getEntry(entry);
    InputStream bytes = found == null ? null : jar.getInputStream(found);
    if (bytes == null) {
      throw new FileNotFoundException(name());
    }
    return new ZipInputStream(bytes);
  }
}
