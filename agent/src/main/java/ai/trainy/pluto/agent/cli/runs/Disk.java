package ai.trainy.pluto.agent.cli.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What the file system of a directory promises. */
public final class Disk {
  private Disk() {}

  /** What somebody who relies on the journals there should know, if anything. */
  public static Optional<String> note(Path directory) {
    String type;
    try {
      type = Files.getFileStore(directory).type().toLowerCase(Locale.ROOT);
    } catch (IOException absent) {
      return Optional.empty();
    }
    if (type.equals("tmpfs") || type.equals("ramfs")) {
      return Optional.of(
          "is in memory (" + type + "): what is not uploaded does not outlive a restart");
    }
    if (type.matches("nfs.*|cifs|smb.*|9p|fuse.*|ceph|lustre|afs|gfs2?")) {
      return Optional.of(
          "is on a network file system ("
              + type
              + "): what was logged last may not outlive a failure of it, and a program that it is"
              + " too slow for keeps records in memory meanwhile");
    }
    return Optional.empty();
  }
}
