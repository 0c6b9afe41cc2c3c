package ai.trainy.pluto.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Looks at a file before it is opened: opening a named pipe may block for ever, what should be
 * small may fill the memory, and whoever can write to the journals' directory could have put a link
 * there to a file that only its user can read.
 */
final class RegularFiles {
  private RegularFiles() {}

  /**
   * Returns normally if the file is a regular one.
   *
   * @throws NoSuchFileException if it is not there
   * @throws IOException if it is something else
   */
  static void check(Path file) throws IOException {
    check(file, Long.MAX_VALUE);
  }

  /** The same, and it must not be larger than {@code maxBytes}. */
  static void check(Path file, long maxBytes) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new DamagedFileException(file + " is not a regular file");
    }
    if (attributes.size() > maxBytes) {
      throw new DamagedFileException(
          file + " has " + attributes.size() + " bytes; at most " + maxBytes + " are expected");
    }
  }

  /** {@link #check(Path)} for a file that need not be there yet. */
  static void checkIfThere(Path file) throws IOException {
    try {
      check(file);
    } catch (NoSuchFileException notYet) {
      // It will be made, as a regular one.
    }
  }
}
