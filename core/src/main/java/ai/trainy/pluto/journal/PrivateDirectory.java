package ai.trainy.pluto.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A directory that is this user's alone, in one where anyone may make directories. */
final class PrivateDirectory {
  private PrivateDirectory() {}

  /**
   * Makes the directory, or accepts it if it is this user's.
   *
   * @throws IOException if it cannot be made, or someone else has made it
   */
  static void make(Path path) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createDirectory(path, ownerOnly);
    } catch (FileAlreadyExistsException e) {
      if (!isOurs(path)) {
        throw new IOException(path + " belongs to someone else", e);
      }
      if (posix) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  /** Whether it is there, is a directory and not a link to one, and is this user's. */
  static boolean isOurs(Path path) {
    try {
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      // Asked of a new file, and not by the user's name: in a container there may be none.
      Path probe = Files.createTempFile(path.getParent(), "pluto", null);
      try {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe));
      } finally {
        Files.delete(probe);
      }
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
