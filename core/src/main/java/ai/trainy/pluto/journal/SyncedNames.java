package ai.trainy.pluto.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a segment on the disk is worth nothing without, after a power loss: what was asked for, and
 * the names of the files and of the directories above them. Making them does not bring them to the
 * disk; that takes time the program's thread does not have.
 */
final class SyncedNames {
  private SyncedNames() {}

  /** Brings a run's small files to the disk, and the names from its own files up to the root's. */
  static void sync(Path run) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(run)) {
      files = all.filter(RunDirectory::isKept).collect(Collectors.toList());
    } catch (NoSuchFileException removedMeanwhile) {
      return;
    }
    for (Path file : files) {
      syncFileIfThere(file);
    }
    // Its home, and what that lies in, may have been made for it.
    for (Path directory = run; directory != null; directory = directory.getParent()) {
      syncDirectory(directory);
    }
  }

  /** Brings a file to the disk. */
  static void syncFileIfThere(Path file) throws IOException {
    try {
      sync(file, StandardOpenOption.WRITE);
    } catch (NoSuchFileException removedMeanwhile) {
      // Then nobody needs it any more.
    }
  }

  /** Brings the names in a directory to the disk. */
  static void syncDirectory(Path directory) {
    try {
      sync(directory, StandardOpenOption.READ);
    } catch (IOException notPossible) {
      // Windows does not open directories; it keeps names in a log of its own.
    }
  }

  private static void sync(Path path, StandardOpenOption how) throws IOException {
    // An interrupt would close the channel.
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
