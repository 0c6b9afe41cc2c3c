package ai.trainy.pluto.durability;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes, which can be filled. Only root can mount one. */
final class SmallDisk implements AutoCloseable {
  private static final int MEGABYTES = 2;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /** Mounts one at a directory that is made for it; without the right to, the test is skipped. */
  static SmallDisk mount(Path directory) throws IOException {
    Files.createDirectory(directory);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", directory.toString()),
        "no right to mount a file system");
    return new SmallDisk(directory);
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  Path directory() {
    return directory;
  }

  /** Takes all of its room but so many bytes. */
  void fill(int butBytes) throws IOException {
    long room = Files.getFileStore(directory).getUsableSpace() - butBytes;
    try (OutputStream file = new FileOutputStream(filler().toFile())) {
      byte[] block = new byte[4096];
      for (long left = room; left > 0; left -= block.length) {
        file.write(block, 0, (int) Math.min(left, block.length));
      }
    }
  }

  /** Gives it back. */
  void empty() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  void makeReadOnly() {
    assumeTrue(run("mount", "-o", "remount,ro", directory.toString()), "remount");
  }

  @Override
  public void close() {
    // Lazily: what a program still holds open there must not fail the test.
    run("umount", "-l", directory.toString());
  }
}
