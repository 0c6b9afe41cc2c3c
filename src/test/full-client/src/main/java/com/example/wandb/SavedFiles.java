package com.example.wandb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Copies files of the program into a run's {@code files/}. */
final class SavedFiles {

  private static final String GLOB_CHARACTERS = "*?[{";

  private final RunDirectory directory;

  SavedFiles(RunDirectory directory) {
    this.directory = directory;
  }

  List<Path> save(String glob) {
    int first = firstGlobCharacter(glob);
    int base = glob.lastIndexOf('/', first) + 1;
    Path folder = Path.of(glob.substring(0, base));
    try {
      List<Path> found = find(folder, glob.substring(base), first < glob.length());
      for (Path file : found) {
        copy(file, folder);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Path> save(Path file) {
    try {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException("save takes a file, which " + file + " is not");
      }
      copy(file, file.toAbsolutePath().getParent());
      return List.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> find(Path folder, String pattern, boolean glob) throws IOException {
    if (!glob) {
      Path file = folder.resolve(pattern);
      return Files.isRegularFile(file) ? List.of(file) : List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    int depth =
        pattern.contains("**")
            ? Integer.MAX_VALUE
            : 1 + (int) pattern.chars().filter(character -> character == '/').count();
    try (Stream<Path> below = Files.walk(folder, depth)) {
      return below
          .filter(Files::isRegularFile)
          .filter(file -> matcher.matches(folder.relativize(file)))
          .filter(file -> !file.toAbsolutePath().normalize().startsWith(directory.path()))
          .sorted()
          .collect(Collectors.toUnmodifiableList());
    }
  }

  private void copy(Path file, Path base) throws IOException {
    Path name = file.normalize();
    if (name.isAbsolute() || name.startsWith("..")) {
      name = base.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize());
    }
    Path copy = directory.files().resolve(name);
    Files.createDirectories(copy.getParent());
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The place of the first, or the pattern's end. */
  private static int firstGlobCharacter(String pattern) {
    int i = 0;
    while (i < pattern.length() && GLOB_CHARACTERS.indexOf(pattern.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
