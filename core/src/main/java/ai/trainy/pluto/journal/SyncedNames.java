package ai.trainy.pluto.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a segment on the disk is worth nothing without, after a power loss: what was asked for, and
 * the names of the files and of the directories above them. Making them does not bring them to the
 * disk; that takes time the program's thread does not have. Safe for use by several threads.
 */
final class SyncedNames {
  private final @Nullable Path home;

  /** Which directory the home was when all above it was brought to the disk; null if never. */
  private volatile @Nullable Object known;

  /**
   * @param home the directory that runs lie in, whose place is brought to the disk once; null for
   *     runs that have none in common
   */
  SyncedNames(@Nullable Path home) {
    this.home = home;
  }

  /** Brings a run's small files to the disk, and the names from its own files up to the root's. */
  void sync(Path run) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(run)) {
      files = all.filter(RunDirectory::isRecordFile).collect(Collectors.toList());
    } catch (NoSuchFileException removedMeanwhile) {
      return;
    }
    for (Path file : files) {
      syncFileIfThere(file);
    }
    Object now = key();
    // Its home, and what that lies in, may have been made for it.
    for (Path directory = run; directory != null; directory = directory.getParent()) {
      syncDirectory(directory);
      if (directory.equals(home) && now != null && now.equals(known)) {
        return;
      }
    }
    known = now;
  }

  /** Which directory the home is, since it may be removed and made anew; null if unknown. */
  private @Nullable Object key() throws IOException {
    try {
      return home == null ? null : Files.readAttributes(home, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException removedMeanwhile) {
      return null;
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
