package com.example.wandb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runs' directories below one {@code wandb}, named for their time and run. */
final class RunDirectories {

  private static final Pattern NAME = Pattern.compile("offline-run-\\d{8}_\\d{6}-(.+)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss", Locale.ROOT);

  private final Path wandb;

  RunDirectories(Path dir) {
    wandb = dir.toAbsolutePath().normalize().resolve("wandb");
  }

  /** Takes the next free second if the run had another directory in this one. */
  Path create(String id, ZonedDateTime time) {
    try {
      Files.createDirectories(wandb);
      for (ZonedDateTime second = time; ; second = second.plusSeconds(1)) {
        try {
          return Files.createDirectory(
              wandb.resolve("offline-run-" + TIME.format(second) + "-" + id));
        } catch (FileAlreadyExistsException e) {
          // Two runs of one id within a second: the later one moves on.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that are complete, in the order of their names. */
  List<Path> all() {
    if (!Files.isDirectory(wandb)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(wandb)) {
      return children
          .filter(child -> NAME.matcher(child.getFileName().toString()).matches())
          .filter(child -> Files.exists(child.resolve(RunDirectory.INFO)))
          .sorted()
          .collect(Collectors.toUnmodifiableList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest of the run, or null. */
  Path newest(String id) {
    Path newest = null;
    for (Path directory : all()) {
      Matcher name = NAME.matcher(directory.getFileName().toString());
      if (name.matches() && name.group(1).equals(id)) {
        newest = directory;
      }
    }
    return newest;
  }
}
