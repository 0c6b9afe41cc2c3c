package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.testing.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is little room, what Pluto has goes, and nothing that it does not have. */
class LimitsTest {
  private static final int TINY = 256;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path home;

  private final Told told = new Told();
  private final AtomicLong clock = new AtomicLong();

  @Test
  void aLimitBelowTheSizeOfASegmentCostsNothingThatPlutoKeepsUpWith() throws IOException {
    RunDirectory run = run("small");
    try (Journal journal = new Journal(run, 8 << 10, PATIENCE, told.messages());
        JournalReader reader = journal.reader()) {
      for (int step = 1; step <= 5_000; step++) {
        journal.append(Records.metric(step));
        if (step % 20 == 0) {
          assertThat(Records.readAll(reader)).hasSize(20);
          // The server has said yes, and has stored nothing so far.
          reader.acknowledge(reader.position(), reader.stored());
        }
      }
    }
    assertThat(DiskUses.bytes(run.path())).isLessThan(16 << 10);
  }

  @Test
  void theSegmentThatIsWrittenGoesToo() throws IOException {
    try (Journal journal = new Journal(home, 1_000, 1 << 20);
        JournalReader reader = journal.reader()) {
      int taken = fill(journal);
      assertThat(Records.readAll(reader)).hasSize(taken);
      reader.acknowledge(reader.position(), reader.stored());

      assertThat(fill(journal)).isEqualTo(taken);
      assertThat(Records.readAll(reader)).hasSize(taken);
      assertThat(reader.missing() + reader.damaged()).isZero();
    }
  }

  @Test
  void whatPlutoDoesNotHaveStays() throws IOException {
    try (Journal journal = new Journal(home, 1_000, TINY);
        JournalReader reader = journal.reader()) {
      int taken = fill(journal);
      reader.next();
      reader.acknowledge(reader.position(), reader.stored());
      fill(journal);

      assertThat(Records.readAll(reader)).hasSizeGreaterThanOrEqualTo(taken - 1);
      assertThat(reader.missing() + reader.damaged()).isZero();
    }
  }

  @Test
  void whatIsKeptToBeSentAgainIsReadAsFarAsItIsThere() throws IOException {
    try (Journal journal = new Journal(home, 1 << 20, TINY);
        JournalReader reader = journal.reader()) {
      Position stored = reader.stored();
      for (int step = 1; step <= 3; step++) {
        journal.append(Records.metric(step));
        reader.next();
      }
      reader.acknowledge(reader.position(), stored);
      try (JournalReader again = reader.unstored()) {
        assertThat(Records.readAll(again)).hasSize(3);
      }
      for (int step = 4; step <= 100; step++) {
        journal.append(Records.metric(step));
        reader.next();
      }
      reader.acknowledge(reader.position(), stored);

      assertThat(SegmentFile.numbers(home)).as("two at most").hasSize(2);
      try (JournalReader again = reader.unstored()) {
        assertThat(Records.readAll(again)).isNotEmpty().last().asString().contains("step 100");
      }
    }
    // Whoever comes next finds the same, and nothing that waits.
    try (JournalReader reader = JournalReader.of(home, new OrphanedJournalEnd(home, true));
        JournalReader again = reader.unstored()) {
      assertThat(reader.next()).isNull();
      assertThat(Records.readAll(again)).isNotEmpty().last().asString().contains("step 100");
    }
  }

  @Test
  void aFullDiskHasRoomAgainOncePlutoHasTheSegments() throws IOException {
    long[] room = {2_000};
    Journal.Disk disk =
        (directory, segment) -> new Limited(SegmentFile.create(directory, segment), room);
    try (Journal journal =
            new Journal(
                new JournalPlace(home, disk, () -> {}),
                new DiskLimits(1L << 30, TINY, PATIENCE),
                told.messages());
        JournalReader reader = journal.reader()) {
      int taken = fill(journal);
      Records.readAll(reader);
      reader.acknowledge(reader.position(), reader.stored());
      room[0] += 1_000;

      assertThat(fill(journal)).isPositive();
      assertThat(SegmentFile.numbers(home)).as("of %s", taken).doesNotContain(1);
    }
  }

  @Test
  void allRunsTogetherTakeNoMoreThanAllowed() throws IOException {
    DiskUse all = new DiskUse(home, 20_000, clock::get);
    all.look();
    RunDirectory one = run("one");
    RunDirectory two = run("two");
    try (Journal first = new Journal(one, 1 << 20, PATIENCE, told.messages()).among(all);
        Journal second = new Journal(two, 1 << 20, PATIENCE, told.messages()).among(all);
        JournalReader reader = first.reader()) {
      int taken = fill(first);

      assertThatThrownBy(() -> second.append(Records.metric(1)))
          .isInstanceOf(JournalFullException.class)
          .satisfies(e -> assertThat(((JournalFullException) e).isOfAllRuns()).isTrue());
      assertThat(DiskUses.bytes(home)).isLessThan(22_000);

      // What Pluto has of one makes room for the other.
      assertThat(Records.readAll(reader)).hasSize(taken);
      reader.acknowledge(reader.position());
      first.append(Records.metric(1));
      second.append(Records.metric(1));
      second.appendFinish(new RunEnd(0, 1));
    }
  }

  @Test
  void copiesOfFilesLeaveATenthToRecords() throws IOException {
    DiskUse all = new DiskUse(home, 20_000, clock::get);
    StagedFiles files = run("files").files().among(all);
    files.limitedTo(1 << 20).stage(content(10_000), entry());

    assertThatThrownBy(() -> files.limitedTo(1 << 20).stage(content(9_000), entry()))
        .isInstanceOf(JournalFullException.class);

    assertThat(all.hasRoom(9_000)).isTrue();
    files.uploaded(files.waiting().get(0));
    files.limitedTo(1 << 20).stage(content(9_000), entry());
  }

  @Test
  void whatOthersWriteIsSeenWithinSeconds() throws IOException {
    DiskUse all = new DiskUse(home, 1_000, clock::get);
    all.look();
    all.count(100);
    Path run = Files.createDirectories(home.resolve("project/run"));
    Files.write(run.resolve("00000001.segment"), new byte[900]);

    assertThat(all.bytes()).isEqualTo(100);
    clock.addAndGet(Duration.ofSeconds(9).toNanos());
    all.look();
    assertThat(all.bytes()).isEqualTo(100);
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    all.look();

    assertThat(all.bytes()).isEqualTo(900);
    assertThat(all.hasRoom(100)).isTrue();
    assertThat(all.hasRoom(101)).isFalse();
    assertThat(DiskUse.UNLIMITED.hasRoom(Long.MAX_VALUE)).isTrue();
  }

  private RunDirectory run(String id) throws IOException {
    return new RunStore(home)
        .create(RunSpec.builder().project("orbit-lab").name(id).externalId(id).build());
  }

  private static FileEntry entry() {
    return FileEntry.of(LogType.ARTIFACT, "save/a", "a.bin").at(1, 1).build();
  }

  private static Content content(int bytes) {
    return new Content() {
      @Override
      public long size() {
        return bytes;
      }

      @Override
      public void writeTo(Path file) throws IOException {
        Files.write(file, new byte[bytes]);
      }
    };
  }

  /** Appends until it is refused; how many were taken. */
  private static int fill(Journal journal) {
    for (int taken = 0; ; taken++) {
      try {
        journal.append(Records.metric(taken));
      } catch (IOException refused) {
        return taken;
      }
    }
  }

  private static final class DiskUses {
    static long bytes(Path directory) {
      DiskUse use = new DiskUse(directory, 1, System::nanoTime);
      use.look();
      return use.bytes();
    }
  }

  /** A file on a disk with so much room. */
  private static final class Limited extends ForwardingDiskFile {
    private final long[] room;

    Limited(DiskFile file, long[] room) {
      super(file);
      this.room = room;
    }

    @Override
    public void append(byte[] bytes, int length) throws IOException {
      if (room[0] < length) {
        throw new IOException("No space left on device");
      }
      room[0] -= length;
      super.append(bytes, length);
    }
  }
}
