package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.LogType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is read of three segments when the one in the middle was damaged, or the last one. */
@Execution(ExecutionMode.CONCURRENT)
class DamagedJournalTest {
  private static final int SEGMENT_BYTES = 512;

  @TempDir Path directory;

  private Position end;

  /** The bytes of segments 1 to 3. */
  private final List<byte[]> segments = new ArrayList<>();

  /** The records of each, as text. */
  private final List<List<String>> records = new ArrayList<>();

  /** Where the frames of segment 2 begin, and where the last one ends. */
  private final List<Integer> boundaries = new ArrayList<>();

  @BeforeEach
  void writeThreeSegments() throws IOException {
    try (Journal journal = new Journal(directory, Long.MAX_VALUE, SEGMENT_BYTES)) {
      for (long step = 1; journal.end().segment() < 4; step++) {
        append(journal, step);
      }
      Files.delete(SegmentFile.path(directory, 4));
    }
    for (int segment = 1; segment <= 3; segment++) {
      segments.add(Files.readAllBytes(SegmentFile.path(directory, segment)));
      records.add(new ArrayList<>());
    }
    byte[] second = segments.get(1);
    int offset = SegmentFile.HEADER_BYTES;
    for (; offset < second.length; offset += Frame.length(second, offset, second.length)) {
      boundaries.add(offset);
    }
    boundaries.add(offset);
    end = new Position(3, segments.get(2).length);
    try (JournalReader reader = reader()) {
      for (Record record = reader.next(); record != null; record = reader.next()) {
        records.get(reader.position().segment() - 1).add(Records.describe(record));
      }
    }
    assertThat(records.get(1)).hasSize(boundaries.size() - 1).hasSizeGreaterThan(3);
  }

  /** One of each kind in turn. */
  private static void append(Journal journal, long step) throws IOException {
    switch ((int) (step % 5)) {
      case 0:
        journal.appendConfig(Map.of("phase", step));
        break;
      case 1:
        journal.append(new DataRow(LogType.HISTOGRAM, "h", 0, step, Map.of("freq", List.of(step))));
        break;
      case 2:
        journal.appendTags(List.of("tag-" + step));
        break;
      case 3:
        journal.append(new Alert(step, Alert.Level.INFO, "title " + step, ""));
        break;
      default:
        journal.append(Records.metric(step));
    }
  }

  @Test
  void readsAroundEveryFlippedByte() throws IOException {
    for (int at = 0; at < segments.get(1).length; at++) {
      byte[] damaged = segments.get(1).clone();
      damaged[at] ^= (byte) 0xFF;

      assertReadsAround(damaged, at, "byte " + at + " flipped");
    }
  }

  @Test
  void readsAroundEveryFlippedBitOfAHeader() throws IOException {
    int second = boundaries.get(1);
    for (int bit = 0; bit < Frame.HEADER_BYTES * 8; bit++) {
      byte[] damaged = segments.get(1).clone();
      damaged[second + bit / 8] ^= (byte) (1 << (bit % 8));

      assertReadsAround(damaged, second, "bit " + bit + " of the second header flipped");
    }
  }

  @Test
  void readsAroundEveryCutThatLeavesHalfARecord() throws IOException {
    for (int at = 0; at < segments.get(1).length; at++) {
      if (!boundaries.contains(at)) {
        assertReadsAround(Arrays.copyOf(segments.get(1), at), at, "cut at " + at);
      }
    }
  }

  @Test
  void readsAroundATailOfZeros() throws IOException {
    for (int at : boundaries.subList(0, boundaries.size() - 1)) {
      byte[] damaged = segments.get(1).clone();
      Arrays.fill(damaged, at, damaged.length, (byte) 0);

      assertReadsAround(damaged, at, "zeros from " + at);
    }
  }

  @Test
  void goesOnAfterACutBetweenTwoRecords() throws IOException {
    int at = boundaries.get(2);
    restore(Arrays.copyOf(segments.get(1), at));

    try (JournalReader reader = reader()) {
      assertThat(Records.readAll(reader)).isEqualTo(expected(2));
    }
  }

  @Test
  void putsASegmentAsideOfAVersionThatThereWillNeverBe() throws IOException {
    byte[] damaged = segments.get(1).clone();
    damaged[10] = 2;

    assertReadsAround(damaged, 0, "version 513");
  }

  @Test
  void putsASegmentUnderAnotherNumberAside() throws IOException {
    assertReadsAround(segments.get(0), 0, "segment 1 as 2");
  }

  @Test
  void passesOverASegmentThatIsGone() throws IOException {
    Files.delete(SegmentFile.path(directory, 2));

    try (JournalReader reader = reader()) {
      List<String> both = new ArrayList<>(records.get(0));
      both.addAll(records.get(2));
      assertThat(Records.readAll(reader)).isEqualTo(both);
    }
  }

  @Test
  void failsRatherThanPassOverASegmentThatCannotBeOpened() throws IOException {
    Files.delete(SegmentFile.path(directory, 2));
    Files.createDirectory(SegmentFile.path(directory, 2));

    try (JournalReader reader = reader()) {
      assertThatThrownBy(() -> Records.readAll(reader)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void neitherFailsNorRepeatsOnDamageInTheLastSegment() throws IOException {
    for (int at = 0; at < segments.get(2).length; at++) {
      restore(segments.get(1));
      byte[] damaged = segments.get(2).clone();
      damaged[at] ^= (byte) 0xFF;
      Files.write(SegmentFile.path(directory, 3), damaged);

      try (JournalReader reader = reader()) {
        List<String> read = Records.readAll(reader);
        List<String> whole = expected(records.get(1).size());
        assertThat(whole).as("byte %d flipped", at).startsWith(read.toArray(new String[0]));
        assertThat(reader.next()).as("byte %d flipped", at).isNull();
        assertThat(reader.next()).as("byte %d flipped", at).isNull();
        assertThat(reader.damaged()).as("byte %d flipped", at).isEqualTo(1);
        reader.acknowledge(reader.position());
        assertThat(aside(3)).as("byte %d flipped", at).hasBinaryContent(damaged);
      }
    }
  }

  @Test
  void goesOnWithTheNextSegmentWhenItComesAfterDamageInTheLast() throws IOException {
    Path live = Files.createDirectory(directory.resolve("live"));
    try (Journal journal = new Journal(live, Long.MAX_VALUE, SEGMENT_BYTES);
        JournalReader reader = journal.reader()) {
      journal.append(Records.metric(1));
      try (RandomAccessFile file = new RandomAccessFile(SegmentFile.path(live, 1).toFile(), "rw")) {
        file.seek(SegmentFile.HEADER_BYTES + Frame.HEADER_BYTES);
        file.write(0x5A);
      }
      assertThat(reader.next()).isNull();

      long step = 2;
      while (journal.end().segment() == 1) {
        journal.append(Records.metric(step++));
      }

      assertThat(reader.next().metrics().step()).isEqualTo(step - 1);
      assertThat(reader.damaged()).isEqualTo(1);
    }
  }

  @Test
  void aDamagedSegmentIsNotDeletedOnceItIsPassed() throws IOException {
    Path live = Files.createDirectory(directory.resolve("live"));
    try (Journal journal = new Journal(live, Long.MAX_VALUE, SEGMENT_BYTES);
        JournalReader reader = journal.reader()) {
      for (long step = 1; journal.end().segment() < 3; step++) {
        journal.append(Records.metric(step));
      }
      try (RandomAccessFile file = new RandomAccessFile(SegmentFile.path(live, 2).toFile(), "rw")) {
        file.setLength(file.length() - 1);
      }
      Records.readAll(reader);

      reader.acknowledge(reader.position());

      assertThat(names(live))
          .containsExactly("00000002.segment.damaged", "00000003.segment", "acknowledged");
    }
  }

  private void assertReadsAround(byte[] damaged, int at, String what) throws IOException {
    restore(damaged);
    try (JournalReader reader = reader()) {
      assertThat(Records.readAll(reader)).as(what).isEqualTo(expected(wholeBefore(at)));
      assertThat(reader.damaged()).as(what).isEqualTo(1);
      assertThat(SegmentFile.numbers(directory)).as(what).containsExactly(1, 2, 3);

      reader.acknowledge(reader.position());
      assertThat(aside(2)).as(what).hasBinaryContent(damaged);
      assertThat(SegmentFile.numbers(directory)).as(what).containsExactly(3);
    }
  }

  @Test
  void whoReadsAgainBeforeAnythingIsAcknowledgedFindsTheSame() throws IOException {
    byte[] damaged = segments.get(1).clone();
    damaged[boundaries.get(2) + 1] ^= (byte) 0xFF;
    restore(damaged);

    for (int attempt = 1; attempt <= 2; attempt++) {
      try (JournalReader reader =
          JournalReader.of(directory, new OrphanedJournalEnd(directory, true))) {
        assertThat(Records.readAll(reader)).isEqualTo(expected(2));
      }
    }
  }

  @Test
  void damageBehindWhatIsAcknowledgedIsPutAsideAtOnce() throws IOException {
    byte[] damaged = segments.get(1).clone();
    damaged[boundaries.get(2) + 1] ^= (byte) 0xFF;
    restore(damaged);
    try (JournalReader reader = reader()) {
      while (reader.position().segment() == 1 || reader.position().offset() < boundaries.get(2)) {
        reader.next();
      }
      reader.acknowledge(reader.position());
      reader.next();

      assertThat(aside(2)).hasBinaryContent(damaged);
    }
  }

  private void restore(byte[] second) throws IOException {
    Files.deleteIfExists(aside(2));
    Files.deleteIfExists(aside(3));
    Files.deleteIfExists(directory.resolve("acknowledged"));
    Files.write(SegmentFile.path(directory, 1), segments.get(0));
    Files.write(SegmentFile.path(directory, 2), second);
    Files.write(SegmentFile.path(directory, 3), segments.get(2));
  }

  /** How many records of segment 2 end before or at {@code offset}. */
  private int wholeBefore(int offset) {
    return (int) boundaries.stream().skip(1).filter(boundary -> boundary <= offset).count();
  }

  private List<String> expected(int ofSecond) {
    List<String> all = new ArrayList<>(records.get(0));
    all.addAll(records.get(1).subList(0, ofSecond));
    all.addAll(records.get(2));
    return all;
  }

  private Path aside(int segment) {
    Path path = SegmentFile.path(directory, segment);
    return path.resolveSibling(path.getFileName() + ".damaged");
  }

  private JournalReader reader() {
    return Records.readerOf(directory, end.segment(), end.offset());
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
    }
  }
}
