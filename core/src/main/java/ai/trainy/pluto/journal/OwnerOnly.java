package ai.trainy.pluto.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes files and directories that their owner alone may read, whatever the process's mask: 0600
 * and 0700. Where the file system knows no such permissions, its own rules hold.
 */
final class OwnerOnly {
  private OwnerOnly() {}

  /** Makes a directory; errors as {@link Files#createDirectory}. */
  static Path createDirectory(Path path) throws IOException {
    return Files.createDirectory(path, permissions(path, "rwx------"));
  }

  /** Makes a directory and those above it that are missing. */
  static Path createDirectories(Path path) throws IOException {
    return Files.createDirectories(path, permissions(path, "rwx------"));
  }

  /** Makes an empty file if there is none, for the next one to open it. */
  static Path createFile(Path path) throws IOException {
    try {
      return Files.createFile(path, permissions(path, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      return path;
    }
  }

  /**
   * Takes a file that was made by someone else's code from everyone but its owner, who may delete
   * it: on Windows, the copy of a file that is read-only is read-only too, and stays for ever.
   */
  static void restrict(Path path) throws IOException {
    if (isPossible(path)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } else if (path.getFileSystem().supportedFileAttributeViews().contains("dos")) {
      Files.setAttribute(path, "dos:readonly", false);
    }
  }

  private static boolean isPossible(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return isPossible(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
