package ai.trainy.pluto;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds files by a pattern as in shells and Python: {@code *}, {@code ?} and {@code [...]} within a
 * name, {@code **} for any directories. Names that begin with a dot match only if the pattern's
 * name does, too.
 */
final class Glob {
  private static final Pattern WILD = Pattern.compile("[*?\\[]");

  private final Path base;
  private final String rest;

  private Glob(Path base, String rest) {
    this.base = base;
    this.rest = rest;
  }

  /**
   * @throws IllegalArgumentException if the pattern is not a path
   */
  static Glob of(String pattern) {
    return of(pattern, FileSystems.getDefault());
  }

  static Glob of(String pattern, FileSystem system) {
    if (!WILD.matcher(pattern).find() || exists(pattern, system)) {
      return new Glob(system.getPath(pattern), "");
    }
    String slashed = slashed(pattern, system);
    int wild = slashed.lastIndexOf('/', firstWild(slashed));
    return new Glob(system.getPath(slashed.substring(0, wild + 1)), slashed.substring(wild + 1));
  }

  private static boolean exists(String path, FileSystem system) {
    try {
      return Files.exists(system.getPath(path));
    } catch (InvalidPathException e) {
      // On Windows no path has a wildcard in it.
      return false;
    }
  }

  private static String slashed(String path, FileSystem system) {
    return path.replace(system.getSeparator(), "/");
  }

  private static int firstWild(String pattern) {
    Matcher wild = WILD.matcher(pattern);
    return wild.find() ? wild.start() : pattern.length();
  }

  /**
   * Returns the single path if there is no wildcard, whether it exists or not; otherwise the
   * matching regular files, sorted.
   *
   * @throws IllegalArgumentException if the pattern is invalid
   */
  List<Path> files() throws IOException {
    return rest.isEmpty() ? List.of(base) : found();
  }

  private List<Path> found() throws IOException {
    List<Path> found = new ArrayList<>();
    Pattern pattern = GlobPattern.compile(rest, base.getFileSystem());
    int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/", -1).length;
    Files.walkFileTree(
        base,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return directory.equals(base) || mayHold(directory)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String within = slashed(base.relativize(file).toString(), base.getFileSystem());
            if (attributes.isRegularFile()
                && !file.equals(base)
                && pattern.matcher(within).matches()) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(found);
    return found;
  }

  /** Hidden directories are large and rarely meant. */
  private boolean mayHold(Path directory) {
    return !directory.getFileName().toString().startsWith(".")
        || rest.startsWith(".")
        || rest.contains("/.");
  }
}
