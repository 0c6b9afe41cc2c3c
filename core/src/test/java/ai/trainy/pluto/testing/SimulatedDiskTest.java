package ai.trainy.pluto.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.testing.SimulatedDisk.Fate;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

class SimulatedDiskTest {
  private static final String LONG = "x".repeat(600);

  private final SimulatedDisk disk = new SimulatedDisk();
  private final Path file = disk.path("/file");

  @Test
  void whatWasWrittenSinceTheLastSyncIsKeptLostOrTorn() throws IOException {
    Files.writeString(file, "before");
    sync("/file");
    sync("/");
    Files.writeString(file, LONG, StandardOpenOption.APPEND);

    assertThat(after(Fate.LOST)).isEqualTo("before");
    assertThat(after(Fate.KEPT)).isEqualTo("before" + LONG);
    assertThat(after(Fate.LENGTH)).isEqualTo("before" + "\0".repeat(600));
    assertThat(after(Fate.HEAD)).isEqualTo("before" + "x".repeat(506));
    assertThat(after(Fate.HEAD_AND_ZEROS)).isEqualTo("before" + "x".repeat(506) + "\0".repeat(94));
    assertThat(after(Fate.TAIL)).isEqualTo("before" + "\0".repeat(506) + "x".repeat(94));
    assertThat(Files.readString(file)).as("nothing happened to this one").hasSize(606);
  }

  @Test
  void aNameIsNotOnTheDiskBeforeItsDirectoryIsSynced() throws IOException {
    Files.writeString(file, "a");
    sync("/file");
    assertThatThrownBy(() -> after(Fate.LOST)).isInstanceOf(NoSuchFileException.class);

    sync("/");
    assertThat(after(Fate.LOST)).isEqualTo("a");
    Files.delete(file);
    assertThat(after(Fate.LOST)).isEqualTo("a");
  }

  @Test
  void aRenameIsKeptOrLostAsAWhole() throws IOException {
    Files.writeString(file, "old");
    Files.writeString(disk.path("/new"), "new");
    sync("/file");
    sync("/new");
    sync("/");
    Files.move(disk.path("/new"), file, StandardCopyOption.ATOMIC_MOVE);

    assertThat(disk.pending()).isEqualTo(1);
    assertThat(after(Fate.LOST)).isEqualTo("old");
    assertThat(after(Fate.KEPT)).isEqualTo("new");
  }

  @Test
  void aFullDiskTakesWhatFits() {
    disk.capacity(4);

    assertThatThrownBy(() -> Files.writeString(file, "abcdef"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("space");
    assertThat(disk.used()).isEqualTo(4);
  }

  @Test
  void aLockIsHeldUntilItsFileIsClosed() throws IOException {
    Files.createFile(file);
    try (FileChannel other = open("/file")) {
      try (FileChannel one = open("/file")) {
        assertThat(one.tryLock()).isNotNull();
        assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
      }
      assertThat(other.tryLock()).isNotNull();
    }
  }

  private FileChannel open(String path) throws IOException {
    return FileChannel.open(disk.path(path), StandardOpenOption.READ);
  }

  private void sync(String path) throws IOException {
    try (FileChannel channel = open(path)) {
      channel.force(true);
    }
  }

  private String after(Fate fate) throws IOException {
    return Files.readString(disk.afterPowerCut(piece -> fate, null).path("/file"));
  }
}
