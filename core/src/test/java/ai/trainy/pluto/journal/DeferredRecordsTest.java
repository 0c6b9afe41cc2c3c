package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.journal.DeferredRecords.Item;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeferredRecordsTest {
  @TempDir Path home;

  private RunDirectory directory;
  private DeferredRecords records;

  @BeforeEach
  void open() throws IOException {
    directory = new RunStore(home).create(RunStoreTest.spec("orbit-lab", "k3v9q1zt", 7));
    records = directory.deferred();
  }

  @AfterEach
  void close() throws IOException {
    directory.close();
  }

  @Test
  void givesBackWhatItWasGivenAlsoToTheNextProgram() throws IOException {
    records.defer(RecordType.DATA, rows(1, 2, 3), at(100), at(300));
    records.defer(RecordType.CONFIG, List.of(Map.of("a", 1L)), at(350), at(350));
    records.defer(RecordType.TAGS, List.of(List.of("x", "y")), at(400), at(400));
    records.defer(
        RecordType.ALERT, List.of(new Alert(1, Alert.Level.ERROR, "t", "b")), at(9), at(9));

    for (DeferredRecords each : List.of(records, next())) {
      each.releaseAll();
      assertThat(steps(each)).containsExactly(1L, 2L, 3L);
      assertThat(only(each, RecordType.CONFIG).config()).isEqualTo(Map.of("a", 1L));
      assertThat(only(each, RecordType.TAGS).tags()).containsExactly("x", "y");
      assertThat(only(each, RecordType.ALERT).alert().title()).isEqualTo("t");
    }
    assertThat(RunSnapshot.of(directory.path()).pendingValues()).isEqualTo(5);
  }

  @Test
  void isReadableByItsOwnerAlone() throws IOException {
    records.defer(RecordType.DATA, rows(1), at(100), at(100));

    for (String name : List.of("deferred", "files")) {
      Path made = directory.path().resolve(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(made)) {
        assertThat(files)
            .hasSize(1)
            .allMatch(file -> permissions(file).equals("rw-------"), "is the owner's");
      }
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void givesNothingOutBeforeTheJournalIsAcknowledgedPastIt() throws IOException {
    records.defer(RecordType.DATA, rows(1), at(100), at(100));
    records.defer(RecordType.DATA, rows(2), at(200), at(200));

    assertThat(steps(records)).isEmpty();
    records.release(at(100));
    assertThat(steps(records)).containsExactly(1L);
    records.releaseAll();
    assertThat(steps(records)).containsExactly(1L, 2L);
  }

  @Test
  void knowsWhatWasCopiedHere() throws IOException {
    records.defer(RecordType.DATA, rows(1, 2, 3), at(100), at(300));

    for (DeferredRecords each : List.of(records, next())) {
      assertThat(each.holds(RecordType.DATA, at(99))).isFalse();
      assertThat(each.holds(RecordType.DATA, at(100))).isTrue();
      assertThat(each.holds(RecordType.DATA, at(300))).isTrue();
      assertThat(each.holds(RecordType.DATA, at(301))).isFalse();
      assertThat(each.holds(RecordType.CONFIG, at(200))).isFalse();
      assertThat(each.holds(RecordType.CONFIG)).isFalse();
    }
  }

  @Test
  void whatIsSettledIsNotGivenBack() throws IOException {
    records.defer(RecordType.DATA, rows(1, 2, 3), at(100), at(300));
    records.releaseAll();
    Item item = records.waiting(RecordType.DATA).get(0);

    item = records.settle(item, 1);
    assertThat(steps(records)).containsExactly(2L, 3L);
    assertThat(steps(next())).containsExactly(2L, 3L);
    assertThat(RunSnapshot.of(directory.path()).pendingValues()).isEqualTo(2);
    records.settle(item, 2);

    assertThat(records.isEmpty()).isTrue();
    assertThat(next().isEmpty()).isTrue();
    assertThat(directory.path().resolve("deferred")).isEmptyDirectory();
    directory.remove();
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void aRunIsNotRemovedWhileSomethingWaits() throws IOException {
    records.defer(RecordType.DATA, rows(1), at(100), at(100));

    directory.remove();

    assertThat(new RunStore(home).runs()).containsExactly(directory.path());
  }

  @Test
  void aKillWhileOneIsSplitOffLosesAndRepeatsNothing() throws IOException {
    records.defer(RecordType.DATA, rows(1, 2, 3, 4), at(100), at(400));
    records.releaseAll();
    Item item = records.settle(records.waiting(RecordType.DATA).get(0), 1);
    Map<String, byte[]> before = contents();
    records.splitOff(item, rows(2).get(0));
    assertThat(steps(records)).containsExactlyInAnyOrder(2L, 3L, 4L);
    assertThat(records.waiting(RecordType.DATA)).hasSize(2);
    assertThat(steps(next())).containsExactlyInAnyOrder(2L, 3L, 4L);

    // As if the kill had come before the group was told.
    Map<String, byte[]> after = contents();
    after.keySet().removeIf(name -> name.endsWith("-0-4-2"));
    after.putAll(before);
    restore(after);

    assertThat(steps(next())).containsExactly(2L, 3L, 4L);
    assertThat(next().waiting(RecordType.DATA)).isEmpty();
    DeferredRecords next = next();
    next.releaseAll();
    assertThat(next.waiting(RecordType.DATA)).hasSize(1);
  }

  @Test
  void aKillAtAnyStepOfPuttingConfigTogetherNeverBringsBackAnOlderValue() throws IOException {
    records.defer(
        RecordType.CONFIG, List.of(Map.of("a", 1L), Map.of("sick", 1L)), at(100), at(200));
    records.defer(RecordType.CONFIG, List.of(Map.of("a", 2L)), at(300), at(300));
    records.releaseAll();
    List<Item> parts = records.waiting(RecordType.CONFIG);
    Map<String, byte[]> before = contents();
    records.replace(parts, List.of(Map.of("sick", 1L)));
    assertThat(configs(records)).containsExactly(Map.of("sick", 1L));
    assertThat(configs(next())).containsExactly(Map.of("sick", 1L));

    // As if the kill had come before the parts were removed, or after the first of them was.
    Map<String, byte[]> after = contents();
    for (String removed : List.of("", "-2-0")) {
      Map<String, byte[]> both = new TreeMap<>(before);
      both.keySet().removeIf(name -> name.endsWith(removed) && !removed.isEmpty());
      both.putAll(after);
      restore(both);
      assertThat(configs(next())).containsExactly(Map.of("sick", 1L));
    }
  }

  @Test
  void onlyTheLastTagsAreKept() throws IOException {
    records.defer(RecordType.TAGS, List.of(List.of("a")), at(100), at(100));
    records.defer(RecordType.TAGS, List.of(List.of("b")), at(200), at(200));
    records.releaseAll();

    assertThat(only(records, RecordType.TAGS).tags()).containsExactly("b");
    assertThat(only(next(), RecordType.TAGS).tags()).containsExactly("b");
  }

  @Test
  void everyCutAndEveryFlippedByteIsSetAside() throws IOException {
    records.defer(RecordType.DATA, rows(1, 2), at(100), at(200));
    Map<String, byte[]> whole = contents();
    String name = whole.keySet().iterator().next();
    byte[] bytes = whole.get(name);
    for (int at = 0; at < bytes.length; at++) {
      byte[] cut = Arrays.copyOf(bytes, at);
      byte[] flipped = bytes.clone();
      flipped[at] ^= 1;
      for (byte[] damaged : List.of(cut, flipped)) {
        restore(Map.of(name, damaged));
        DeferredRecords next = next();
        next.releaseAll();
        assertThat(RunSnapshot.of(directory.path()).pendingValues()).isZero();
        assertThat(steps(next)).as("byte %d", at).isEmpty();
        assertThat(next.isEmpty()).isTrue();
        assertThat(RunDirectory.aside(directory.path())).hasSize(1);
      }
    }
  }

  @Test
  void aTypeThatIsNotKnownIsLeftAsItIs() throws IOException {
    records.defer(RecordType.DATA, rows(1), at(100), at(100));
    String name = contents().keySet().iterator().next();
    RecordBuffer buffer = new RecordBuffer(0);
    Frame.seal(buffer.array(), buffer.length(), RecordType.DATA, 1);
    byte[] newer = Arrays.copyOf(buffer.array(), buffer.length());
    newer[4] = 99;
    CRC32C crc = new CRC32C();
    crc.update(newer, 0, 13);
    ByteBuffer.wrap(newer).putInt(13, (int) crc.getValue());
    restore(Map.of(name, newer));

    assertThatThrownBy(() -> steps(next())).isInstanceOf(NewerFormatException.class);
    assertThatThrownBy(() -> RunSnapshot.of(directory.path()))
        .isInstanceOf(NewerFormatException.class);
    assertThat(contents()).containsOnlyKeys(name);
  }

  /** Older versions read every entry of {@code files/}, and leave a run with an unknown one. */
  @Test
  void olderVersionsAreToldWhileSomethingWaitsAndOnlyThen() throws IOException {
    Path sign = directory.path().resolve("files").resolve("000000000-deferred.entry");
    assertThat(sign).doesNotExist();
    records.defer(RecordType.DATA, rows(1), at(100), at(100));
    byte[] bytes = Files.readAllBytes(sign);
    assertThat(bytes[4]).as("a type that came with this").isEqualTo((byte) 11);
    assertThat(directory.files().waiting()).as("for this version it is no file").isEmpty();

    records.releaseAll();
    records.remove(records.waiting(RecordType.DATA).get(0));
    assertThat(sign).doesNotExist();
  }

  @Test
  void aDiskThatDoesNotTakeItLeavesNothing() throws IOException {
    Files.writeString(directory.path().resolve("deferred"), "in the way");

    assertThatThrownBy(() -> records.defer(RecordType.DATA, rows(1), at(100), at(100)))
        .isInstanceOf(IOException.class);

    assertThat(records.isEmpty()).isTrue();
    assertThat(records.holds(RecordType.DATA, at(100))).isFalse();
  }

  private static Position at(long offset) {
    return new Position(1, offset);
  }

  private static List<DataRow> rows(long... steps) {
    List<DataRow> rows = new ArrayList<>();
    for (long step : steps) {
      rows.add(new DataRow(LogType.TABLE, "t", 0, step, Map.of("n", step)));
    }
    return rows;
  }

  private DeferredRecords next() {
    return new DeferredRecords(directory.path());
  }

  /** All that is given out. For one that was just opened, all that is there. */
  private List<Long> steps(DeferredRecords of) throws IOException {
    List<Long> steps = new ArrayList<>();
    if (of != records) {
      of.releaseAll();
    }
    for (Item item : of.waiting(RecordType.DATA)) {
      of.read(item).forEach(record -> steps.add(record.data().step()));
    }
    return steps;
  }

  private static List<Map<String, Object>> configs(DeferredRecords of) throws IOException {
    of.releaseAll();
    List<Map<String, Object>> configs = new ArrayList<>();
    for (Item item : of.waiting(RecordType.CONFIG)) {
      of.read(item).forEach(record -> configs.add(record.config()));
    }
    return configs;
  }

  private static Record only(DeferredRecords of, RecordType type) throws IOException {
    of.releaseAll();
    assertThat(of.waiting(type)).hasSize(1);
    List<Record> read = of.read(of.waiting(type).get(0));
    assertThat(read).hasSize(1);
    return read.get(0);
  }

  private Map<String, byte[]> contents() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory.path().resolve("deferred"))) {
      files = all.collect(Collectors.toList());
    }
    Map<String, byte[]> contents = new TreeMap<>();
    for (Path file : files) {
      contents.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
    return contents;
  }

  private void restore(Map<String, byte[]> contents) throws IOException {
    Path deferred = directory.path().resolve("deferred");
    for (String name : contents().keySet()) {
      Files.delete(deferred.resolve(name));
    }
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      Files.write(deferred.resolve(file.getKey()), file.getValue());
    }
  }
}
