package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final long NO_LIMIT = 1L << 40;
  private static final int TINY = 256;

  @TempDir Path directory;

  @Test
  void readsBackWhatWasAppended() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, 1 << 20);
        JournalReader reader = journal.reader()) {
      journal.append(Records.metric(1));
      journal.appendConfig(Map.of("lr", 0.002));
      journal.appendFinish(new RunEnd(137, 1_767_225_600_123L));

      assertThat(Records.readAll(reader))
          .containsExactly("1 step 1 loss=0.25", "2 config {lr=0.002}", "3 finish 137");
    }
  }

  @Test
  void hasNothingToReadAtFirst() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, TINY);
        JournalReader reader = journal.reader()) {
      assertThat(reader.next()).isNull();
      assertThat(reader.position()).isEqualTo(journal.end());
    }
  }

  @Test
  void aRecordCanBeReadAsSoonAsAppendHasReturned() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, TINY);
        JournalReader reader = journal.reader()) {
      for (long step = 0; step < 100; step++) {
        journal.append(Records.metric(step));

        assertThat(reader.next().metrics().step()).isEqualTo(step);
        assertThat(reader.next()).isNull();
        assertThat(reader.position()).isEqualTo(journal.end());
      }
    }
  }

  @Test
  void aCallWithinACallLeavesTheOthersRecordAlone() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, 1 << 20);
        JournalReader reader = journal.reader()) {
      append(journal, metrics(journal, 1));
      MetricsRecord outer = metrics(journal, 2);
      append(journal, metrics(journal, 3));
      append(journal, outer);
      append(journal, metrics(journal, 4));

      assertThat(Records.readAll(reader))
          .containsExactly(
              "1 step 1 loss=1.0", "2 step 3 loss=3.0", "3 step 2 loss=2.0", "4 step 4 loss=4.0");
    }
  }

  @Test
  void whatARecordWasMadeInServesTheNextOfItsThread() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, 1 << 20)) {
      byte[][] last = {null};
      // But for a record that was handed over, because the disk was slow just now.
      Await.until(
          "two records are made in the same",
          () -> {
            MetricsRecord record = metrics(journal, 1);
            byte[] bytes = record.buffer().array();
            append(journal, record);
            boolean same = bytes == last[0];
            last[0] = bytes;
            return same;
          });
    }
  }

  private static MetricsRecord metrics(Journal journal, long step) {
    MetricsRecord record = journal.metrics(1, step, 1);
    record.add("loss", step);
    return record;
  }

  private static void append(Journal journal, MetricsRecord record) {
    try {
      journal.append(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void rollsOverBeforeASegmentGrowsTooLarge() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, TINY);
        JournalReader reader = journal.reader()) {
      for (long step = 0; step < 50; step++) {
        journal.append(Records.metric(step));
      }

      List<Integer> segments = SegmentFile.numbers(directory);
      assertThat(segments).hasSizeGreaterThan(5).isSorted();
      for (int segment : segments) {
        assertThat(Files.size(SegmentFile.path(directory, segment))).isLessThanOrEqualTo(TINY);
      }
      assertThat(Records.readAll(reader)).hasSize(50);
    }
  }

  @Test
  void takesARecordLargerThanASegment() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, TINY);
        JournalReader reader = journal.reader()) {
      String large = "x".repeat(600_000);
      journal.append(Records.metric(1));
      journal.appendConfig(Map.of("text", large));
      journal.append(Records.metric(2));

      assertThat(reader.next().metrics().step()).isEqualTo(1);
      assertThat(reader.next().config()).containsEntry("text", large);
      assertThat(reader.next().metrics().step()).isEqualTo(2);
    }
  }

  @Test
  void refusesARecordBeyondTheFormat() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, TINY);
        JournalReader reader = journal.reader()) {
      assertThatThrownBy(() -> journal.appendConfig(Map.of("text", "x".repeat(1 << 26))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("too large");
      journal.append(Records.metric(1));

      assertThat(Records.readAll(reader)).containsExactly("1 step 1 loss=0.25");
    }
  }

  @Test
  void numbersRandomRecordsDenselyAcrossSegments() throws IOException {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      Path home = Files.createDirectory(directory.resolve("seed" + seed));
      List<String> expected = new ArrayList<>();
      try (Journal journal = new Journal(home, NO_LIMIT, 64 + random.nextInt(2_000));
          JournalReader reader = journal.reader()) {
        List<String> read = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
          if (random.nextBoolean()) {
            journal.append(Records.metric(i));
            expected.add(i + " step " + i + " loss=" + i / 4.0);
          } else {
            String text = "x".repeat(random.nextInt(300));
            journal.appendConfig(Map.of("k", text));
            expected.add(i + " config {k=" + text + "}");
          }
          if (random.nextInt(20) == 0) {
            read.addAll(Records.readAll(reader));
          }
        }
        read.addAll(Records.readAll(reader));
        assertThat(read).as("seed %d", seed).isEqualTo(expected);
      }
    }
  }

  @Test
  void keepsEveryRecordOfEveryThreadOnceAndInItsOrder() throws Exception {
    int threads = 6;
    int each = 3_000;
    try (Journal journal = new Journal(directory, NO_LIMIT, 16_384);
        JournalReader reader = journal.reader()) {
      CountDownLatch go = new CountDownLatch(1);
      List<Thread> writers = new ArrayList<>();
      List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
      for (int t = 0; t < threads; t++) {
        long first = t * 1_000_000L;
        writers.add(
            new Thread(
                () -> {
                  try {
                    go.await();
                    for (long i = 0; i < each; i++) {
                      journal.append(Records.metric(first + i));
                    }
                  } catch (IOException | InterruptedException e) {
                    failures.add(e);
                  }
                }));
      }
      writers.forEach(Thread::start);
      go.countDown();

      // Tailing while they append.
      List<Long> steps = new ArrayList<>();
      long sequence = 0;
      while (steps.size() < threads * each && failures.isEmpty()) {
        boolean writing = writers.stream().anyMatch(Thread::isAlive);
        Record record = reader.next();
        if (record != null) {
          assertThat(record.sequence()).isEqualTo(++sequence);
          steps.add(record.metrics().step());
        } else if (!writing) {
          break;
        }
      }

      assertThat(failures).isEmpty();
      assertThat(steps).hasSize(threads * each);
      for (int t = 0; t < threads; t++) {
        long first = t * 1_000_000L;
        assertThat(
                steps.stream()
                    .filter(step -> step / 1_000_000 == first / 1_000_000)
                    .collect(Collectors.toList()))
            .isEqualTo(LongStream.range(first, first + each).boxed().collect(Collectors.toList()));
      }
      assertThat(reader.damaged()).isZero();
    }
  }

  @Test
  void anInterruptedCallerKeepsItsFlagAndItsRecord() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, TINY);
        JournalReader reader = journal.reader()) {
      Thread.currentThread().interrupt();
      for (long step = 1; step <= 20; step++) {
        journal.append(Records.metric(step));
      }
      journal.sync();
      boolean interrupted = Thread.interrupted();

      assertThat(interrupted).isTrue();
      assertThat(Records.readAll(reader)).hasSize(20);
    }
  }

  @Test
  void refusesRecordsAboveItsLimit() throws IOException {
    try (Journal journal = new Journal(directory, 1_000, TINY);
        JournalReader reader = journal.reader()) {
      int taken = fill(journal);

      assertThat(taken).isPositive();
      assertThat(Records.readAll(reader)).hasSize(taken);
      assertThat(sizeOnDisk()).isLessThanOrEqualTo(1_000);
    }
  }

  @Test
  void takesTheFinishAtItsLimit() throws IOException {
    try (Journal journal = new Journal(directory, 1_000, TINY);
        JournalReader reader = journal.reader()) {
      int taken = fill(journal);

      journal.appendFinish(new RunEnd(1, 1_767_225_600_123L));

      assertThat(Records.readAll(reader)).hasSize(taken + 1).last().asString().endsWith("finish 1");
    }
  }

  @Test
  void keepsWhatEndedTheRun() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, 1 << 20);
        JournalReader reader = journal.reader()) {
      journal.appendFinish(
          new RunEnd(1, 1_767_225_600_123L, Map.of("type", "java.io.IOException")));

      assertThat(Records.readAll(reader)).containsExactly("1 finish 1");
      assertThat(reader.runEnd().orElseThrow().details())
          .isEqualTo(Map.of("type", "java.io.IOException", "exit_code", 1L));
    }
  }

  @Test
  void goesOnBehindAnExpectedEnd() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, 1 << 20);
        JournalReader reader = journal.reader()) {
      journal.appendExpectedEnd(new RunEnd(143, 1_767_225_600_123L));
      assertThat(journal.isOver()).isFalse();
      journal.append(Records.metric(1));
      assertThat(journal.runEnd().orElseThrow().exitCode()).isEqualTo(143);
      journal.appendFinish(new RunEnd(3, 1_767_225_600_124L));
      assertThat(journal.isOver()).isTrue();

      assertThat(Records.readAll(reader))
          .containsExactly("1 finish 143", "2 step 1 loss=0.25", "3 finish 3");
      assertThat(reader.runEnd().orElseThrow().exitCode()).isEqualTo(3);
    }
  }

  @Test
  void isSealedOnlyWhereAllOfItWasRead() throws Exception {
    try (Journal journal = new Journal(directory, NO_LIMIT, 1 << 20)) {
      Position before = journal.end();
      journal.append(Records.metric(1));
      assertThat(journal.seal(before)).isFalse();
      journal.append(Records.metric(2));
      assertThat(journal.seal(journal.end())).isTrue();
      Position sealed = journal.end();

      Thread late = new Thread(() -> append(journal));
      late.setDaemon(true);
      late.start();
      Await.until("it waits for the end", () -> late.getState() == Thread.State.WAITING);
      assertThat(journal.end()).isEqualTo(sealed);
    }
  }

  private static void append(Journal journal) {
    try {
      journal.append(Records.metric(3));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void takesNothingAfterTheFinish() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, TINY);
        JournalReader reader = journal.reader()) {
      journal.appendFinish(new RunEnd(0, 1_767_225_600_123L));

      assertThatThrownBy(() -> journal.append(Records.metric(1)))
          .isInstanceOf(IOException.class)
          .hasMessage("the run has ended");
      assertThat(Records.readAll(reader)).containsExactly("1 finish 0");
    }
  }

  @Test
  void hasRoomAgainOnceSegmentsWereDeleted() throws IOException {
    try (Journal journal = new Journal(directory, 1_000, TINY);
        JournalReader reader = journal.reader()) {
      fill(journal);
      Records.readAll(reader);

      reader.acknowledge(reader.position());
      journal.append(Records.metric(1_000));

      assertThat(reader.next().metrics().step()).isEqualTo(1_000);
    }
  }

  @Test
  void neverDeletesTheSegmentThatIsStillRead() throws IOException {
    try (Journal journal = new Journal(directory, NO_LIMIT, TINY);
        JournalReader reader = journal.reader()) {
      for (long step = 1; step <= 100; step++) {
        journal.append(Records.metric(step));
      }
      for (long step = 1; step <= 100; step++) {
        assertThat(reader.next().metrics().step()).isEqualTo(step);
        reader.acknowledge(reader.position());
      }

      assertThat(SegmentFile.numbers(directory)).hasSize(1);
    }
  }

  @Test
  void canBeReadAfterClose() throws IOException {
    Journal journal = new Journal(directory, NO_LIMIT, TINY);
    for (long step = 1; step <= 20; step++) {
      journal.append(Records.metric(step));
    }
    journal.close();

    try (JournalReader reader = journal.reader()) {
      assertThat(Records.readAll(reader)).hasSize(20);
    }
  }

  @Test
  void takesNothingAfterClose() throws IOException {
    Journal journal = new Journal(directory, NO_LIMIT, TINY);
    journal.close();
    journal.close();

    assertThatThrownBy(() -> journal.append(Records.metric(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("the journal is closed");
  }

  @Test
  void syncsWhileOthersAppend() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    try (Journal journal = new Journal(directory, NO_LIMIT, TINY);
        JournalReader reader = journal.reader()) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  for (long step = 1; step <= 500; step++) {
                    journal.append(Records.metric(step));
                  }
                } catch (IOException e) {
                  failures.add(e);
                } finally {
                  done.set(true);
                }
              });
      writer.start();
      while (!done.get()) {
        journal.sync();
      }
      journal.sync();

      assertThat(failures).isEmpty();
      assertThat(Records.readAll(reader)).hasSize(500);
    }
  }

  @Test
  void isAsBeforeWhenTheDiskTakesNoNewSegment() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Files.createSymbolicLink(SegmentFile.path(directory, 2), full);
    try (Journal journal = new Journal(directory, NO_LIMIT, TINY);
        JournalReader reader = journal.reader()) {
      int taken = fill(journal);
      List<String> before = Records.readAll(reader);
      Files.delete(SegmentFile.path(directory, 2));
      journal.append(Records.metric(1_000));

      assertThat(before).hasSize(taken);
      assertThat(Records.readAll(reader)).containsExactly((taken + 1) + " step 1000 loss=250.0");
    }
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

  private long sizeOnDisk() throws IOException {
    long size = 0;
    for (int segment : SegmentFile.numbers(directory)) {
      size += Files.size(SegmentFile.path(directory, segment));
    }
    return size;
  }
}
