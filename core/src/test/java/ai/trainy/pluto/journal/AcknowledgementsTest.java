package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcknowledgementsTest {
  @TempDir Path home;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = home.resolve("acknowledged");
  }

  @Test
  void appendsEachPositionWithAChecksum() throws IOException {
    try (Acknowledgements acknowledgements = new Acknowledgements(home)) {
      acknowledgements.append(new Position(1, 4_711));
      acknowledgements.append(new Position(2, 1L << 40));
    }

    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes).hasSize(32);
    assertEntry(bytes, 0, 1, 4_711);
    assertEntry(bytes, 1, 2, 1L << 40);
  }

  @Test
  void goesOnWhereAnEarlierProcessStopped() throws IOException {
    try (Acknowledgements first = new Acknowledgements(home)) {
      first.append(new Position(1, 100));
    }
    try (Acknowledgements second = new Acknowledgements(home)) {
      second.append(new Position(1, 200));
    }

    byte[] bytes = Files.readAllBytes(file);
    assertEntry(bytes, 0, 1, 100);
    assertEntry(bytes, 1, 1, 200);
  }

  @Test
  void overwritesHalfAnEntryAtTheEnd() throws IOException {
    try (Acknowledgements acknowledgements = new Acknowledgements(home)) {
      acknowledgements.append(new Position(1, 100));
      Files.write(file, new byte[7], StandardOpenOption.APPEND);
      acknowledgements.append(new Position(1, 200));
    }

    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes).hasSize(32);
    assertEntry(bytes, 0, 1, 100);
    assertEntry(bytes, 1, 1, 200);
  }

  @Test
  void readsTheLastWholeEntry() throws IOException {
    assertThat(Acknowledgements.last(home)).isEmpty();
    try (Acknowledgements acknowledgements = new Acknowledgements(home)) {
      acknowledgements.append(new Position(1, 100));
      acknowledgements.append(new Position(3, 200));
    }
    assertThat(Acknowledgements.last(home)).contains(new Position(3, 200));

    Files.write(file, new byte[7], StandardOpenOption.APPEND);
    assertThat(Acknowledgements.last(home)).contains(new Position(3, 200));

    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);
    assertThat(Acknowledgements.last(home)).contains(new Position(1, 100));
  }

  private static void assertEntry(byte[] bytes, int index, int segment, long offset) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, index * 16, 12);
    ByteBuffer entry = ByteBuffer.wrap(bytes, index * 16, 16);
    assertThat(entry.getInt()).isEqualTo(segment);
    assertThat(entry.getLong()).isEqualTo(offset);
    assertThat(entry.getInt()).isEqualTo((int) crc.getValue());
  }
}
