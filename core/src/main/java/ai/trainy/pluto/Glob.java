package ai.trainy.pluto;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files by a pattern as shells and Python have it: {@code *}, {@code ?} and {@code [...]} within a
 * name, {@code **} over directories; names that begin with a dot only where the pattern's do.
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
   * @throws java.nio.file.InvalidPathException if it is no path
   */
  static Glob of(String pattern) {
    if (!WILD.matcher(pattern).find() || Files.exists(Path.of(pattern))) {
      return new Glob(Path.of(pattern), "");
    }
    String slashed = pattern.replace(FileSystems.getDefault().getSeparator(), "/");
    int wild = slashed.lastIndexOf('/', firstWild(slashed));
    return new Glob(
        Path.of(wild < 0 ? "" : slashed.substring(0, wild + 1)), slashed.substring(wild + 1));
  }

  private static int firstWild(String pattern) {
    Matcher wild = WILD.matcher(pattern);
    return wild.find() ? wild.start() : pattern.length();
  }

  /** Without a wildcard the one path, whatever is there; else the regular files, sorted. */
  List<Path> files() throws IOException {
    return rest.isEmpty() ? List.of(base) : found();
  }

  private List<Path> found() throws IOException {
    List<Path> found = new ArrayList<>();
    // "**/" may stand for no directory at all, which Java's patterns do not have.
    PathMatcher matcher = matcher(rest);
    PathMatcher here = matcher(rest.replace("**/", ""));
    int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/", -1).length;
    Files.walkFileTree(
        base,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return directory.equals(base) || !isHidden(directory)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Path within = base.relativize(file);
            if (attributes.isRegularFile()
                && !isHidden(file)
                && (matcher.matches(within) || here.matches(within))) {
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

  private static PathMatcher matcher(String pattern) {
    // Braces are alternatives to Java, and letters to everyone else here.
    String literal = pattern.replace("{", "\\{").replace("}", "\\}");
    return FileSystems.getDefault().getPathMatcher("glob:" + literal);
  }

  private boolean isHidden(Path file) {
    boolean asked = rest.startsWith(".") || rest.contains("/.");
    return file.getFileName().toString().startsWith(".") && !asked;
  }
}
