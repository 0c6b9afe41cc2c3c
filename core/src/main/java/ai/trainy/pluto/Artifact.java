package ai.trainy.pluto;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A named group of files. They are read when the artifact is logged. Not thread-safe. */
public final class Artifact {
  private final String name;
  private final Map<String, Path> files = new LinkedHashMap<>();

  public Artifact(String name) {
    this.name = Objects.requireNonNull(name);
  }

  public String name() {
    return name;
  }

  /**
   * Adds a file under its own name or, if that is already in use, under its path without the root.
   */
  public Artifact addFile(Path file) {
    String name = String.valueOf(file.getFileName());
    Path other = files.get(name);
    if (other == null || other.equals(file)) {
      return addFile(file, name);
    }
    Path whole = file.normalize();
    Path path = whole.getRoot() == null ? whole : whole.getRoot().relativize(whole);
    return addFile(file, path.toString().replace(path.getFileSystem().getSeparator(), "/"));
  }

  /**
   * Adds a file.
   *
   * @param entry the path within the artifact, with slashes; replaces another file with that path
   */
  public Artifact addFile(Path file, String entry) {
    files.put(Objects.requireNonNull(entry), Objects.requireNonNull(file));
    return this;
  }

  /**
   * Adds every file in a directory and its subdirectories, under its path within that directory.
   *
   * @throws IOException if the directory cannot be read
   */
  public Artifact addDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory.toString());
    }
    List<Path> found;
    try (Stream<Path> all = Files.walk(directory)) {
      found = all.filter(Files::isRegularFile).sorted().collect(Collectors.toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : found) {
      Path within = directory.relativize(file);
      addFile(file, within.toString().replace(within.getFileSystem().getSeparator(), "/"));
    }
    return this;
  }

  /** Returns the files by their path within the artifact, in the order in which they were added. */
  Map<String, Path> files() {
    return Collections.unmodifiableMap(files);
  }
}
