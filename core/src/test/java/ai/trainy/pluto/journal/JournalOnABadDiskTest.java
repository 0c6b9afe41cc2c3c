package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.HangingDisk;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Engine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that hangs, is full, or is taken away: callers never wait for it, and keep what it took.
 */
class JournalOnABadDiskTest {
  private static final Duration SLOW = Duration.ofMillis(50);

  @TempDir Path directory;

  private final Told told = new Told();
  private final FaultyDisk disk = new FaultyDisk();
  private final AtomicBoolean ownerClosed = new AtomicBoolean();
  private Journal journal;
  private JournalReader reader;

  @BeforeEach
  void open() throws IOException {
    open(1 << 20);
  }

  private void open(int segmentBytes) throws IOException {
    journal =
        new Journal(
            new JournalPlace(directory, disk, () -> ownerClosed.set(true)),
            new DiskLimits(1L << 30, segmentBytes, SLOW),
            told.messages());
    reader = journal.reader();
  }

  @AfterEach
  void close() throws IOException {
    disk.work();
    journal.close();
    reader.close();
    // What waits is written first, and the directory is needed until then.
    Await.until("the journal has let go", ownerClosed::get);
  }

  @Test
  void nobodyWaitsLongForADiskThatHangs() throws Exception {
    disk.hang();
    Thread first = new Thread(() -> appendQuietly(1));
    first.start();
    Await.until("a write hangs", disk::isHanging);

    for (long step = 2; step <= 1_000; step++) {
      journal.append(Records.metric(step));
    }
    assertThat(disk.isHanging()).as("nobody has waited for the disk").isTrue();

    disk.work();
    first.join();
    assertThat(readSteps(1_000)).isEqualTo(steps(1, 1_000));
    assertThat(told.lines())
        .hasSize(1)
        .first()
        .asString()
        .contains("Slow disk at ")
        .contains("PLUTO_DIR");
  }

  @Test
  void withoutAThreadOfTheJournalCallersWaitForTheDiskAndNothingIsLost(@TempDir Path run)
      throws Exception {
    DaemonThreads none =
        new DaemonThreads(
            thread -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    disk.delayMillis = 80;
    try (Journal unattended =
            new Journal(
                new JournalPlace(run, disk, () -> {}),
                new DiskLimits(1L << 30, 1 << 20, SLOW),
                new Engine(none),
                told.messages());
        JournalReader all = unattended.reader()) {
      for (long step = 1; step <= 4; step++) {
        unattended.append(Records.metric(step));
        assertThat(all.next()).as("step " + step).isNotNull();
      }
      assertThat(unattended.isAttended()).isFalse();
    }
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void ordinaryWritingGoesOnWhenTheDiskIsFastAgain() throws Exception {
    disk.delayMillis = 80;
    journal.append(Records.metric(1));
    journal.append(Records.metric(2));
    disk.delayMillis = 0;
    assertThat(readSteps(2)).isEqualTo(steps(1, 2));

    Await.until(
        "a record is on disk when append returns",
        () -> {
          long before = journal.end().offset();
          appendQuietly(3);
          return journal.end().offset() > before;
        });
  }

  @Test
  void oneSlowWriteIsNotASlowDisk() throws Exception {
    journal.close();
    HangingDisk machine = new HangingDisk();
    machine.stopClock();
    disk.takesTime = machine::pass;
    Path run = Files.createDirectory(directory.resolve("run"));
    journal =
        new Journal(
            new JournalPlace(run, disk, () -> {}),
            new DiskLimits(1L << 30, 1 << 20, SLOW),
            new Engine(machine),
            told.messages());
    reader = journal.reader();
    disk.delayMillis = 80;
    journal.append(Records.metric(1));
    disk.delayMillis = 0;

    assertIsOnDiskAfterAppend(2);
  }

  @Test
  void aLongLineOfCallersIsNotASlowDisk() throws Exception {
    journal.close();
    Path run = Files.createDirectory(directory.resolve("run"));
    Duration slow = Duration.ofMillis(400);
    journal =
        new Journal(
            new JournalPlace(run, disk, () -> {}),
            new DiskLimits(1L << 30, 1 << 20, slow),
            told.messages());
    reader = journal.reader();
    disk.delayMillis = 10;
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < 64; number++) {
      long base = number * 1_000L;
      threads.add(
          new Thread(
              () -> {
                for (long i = 1; i <= 2; i++) {
                  appendQuietly(base + i);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertIsOnDiskAfterAppend(1);
    assertThat(readAll()).hasSize(64 * 2 + 1);
  }

  private void assertIsOnDiskAfterAppend(long step) throws IOException {
    Position before = journal.end();
    journal.append(Records.metric(step));
    assertThat(journal.end()).isGreaterThan(before);
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void nothingWaitsForLongOnceTheDiskIsFastAgainHoweverMuchIsLogged() throws Exception {
    CountDownLatch works = new CountDownLatch(1);
    AtomicBoolean caughtUp = new AtomicBoolean();
    AtomicInteger logged = new AtomicInteger();
    disk.hang();
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      long base = number * 1_000_000_000L;
      threads.add(
          new Thread(
              () -> {
                for (long i = 1; !caughtUp.get(); i++) {
                  if (i == 10_000) {
                    awaitUninterrupted(works);
                  }
                  appendQuietly(base + i);
                  logged.incrementAndGet();
                }
              }));
    }
    threads.forEach(Thread::start);
    Await.until("records wait", () -> !told.lines().isEmpty());

    disk.work();
    works.countDown();
    Await.until("nothing waits although all go on", () -> !journal.isBehind());
    caughtUp.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    // On a busy machine the disk may have been slow just now.
    Await.until("all is written", () -> !journal.isBehind());
    Position end = journal.end();

    try (JournalReader kept = Records.readerOf(directory, end.segment(), end.offset())) {
      assertThat(Records.readAll(kept)).hasSize(logged.get());
    }
  }

  @Test
  void theOrderOfEachThreadIsKeptThroughSlowAndFastTimes() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      long base = number * 1_000_000L;
      threads.add(
          new Thread(
              () -> {
                for (long i = 1; i <= 2_000; i++) {
                  appendQuietly(base + i);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (int i = 0; i < 5; i++) {
      disk.delayMillis = 60;
      Thread.sleep(100);
      disk.delayMillis = 0;
      Thread.sleep(50);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    List<Long> read = readSteps(8_000);
    for (int number = 0; number < 4; number++) {
      long base = number * 1_000_000L;
      assertThat(read.stream().filter(step -> step / 1_000_000 == base / 1_000_000))
          .isEqualTo(steps(base + 1, base + 2_000));
    }
  }

  @Test
  void whatWaitsIsBoundedAndNeverBlocks() throws Exception {
    disk.hang();
    Thread first = new Thread(() -> appendQuietly(1));
    first.start();
    Await.until("a write hangs", disk::isHanging);
    MetricsRecord large = new MetricsRecord(0, 2, 60_000);
    for (int i = 0; i < 60_000; i++) {
      large.add("a-name-of-some-length-" + i, i);
    }

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10; i++) {
                journal.append(large);
              }
            })
        .hasMessageContaining("the disk is slow");
    disk.work();
    first.join();
  }

  @Test
  void theEndOfTheRunGetsThroughASlowDisk() throws Exception {
    disk.hang();
    Thread first = new Thread(() -> appendQuietly(1));
    first.start();
    Await.until("a write hangs", disk::isHanging);

    journal.appendFinish(new RunEnd(3, 77));
    journal.close();
    assertThat(ownerClosed).as("closed while records wait").isFalse();
    disk.work();
    first.join();

    assertThat(readSteps(1)).isEqualTo(steps(1, 1));
    Await.until("the end is written", journal::isOver);
    assertThat(readAll()).isEmpty();
    assertThat(reader.runEnd().orElseThrow().exitCode()).isEqualTo(3);
    Await.until("the directory is let go of", ownerClosed::get);
  }

  @Test
  void aFullDiskCostsTheRecordsItDoesNotTakeAndNoOthers() throws Exception {
    journal.append(Records.metric(1));
    disk.full = true;
    assertThatThrownBy(() -> journal.append(Records.metric(2))).hasMessage("No space left");
    disk.full = false;
    journal.append(Records.metric(3));

    assertThat(readSteps(2)).containsExactly(1L, 3L);
    assertThat(reader.damaged()).isZero();
  }

  @Test
  void aRunEndsEvenIfTheDiskDoesNotTakeThat() throws Exception {
    disk.full = true;

    assertThatThrownBy(() -> journal.appendFinish(new RunEnd(7, 77))).hasMessage("No space left");

    assertThat(journal.isOver()).isTrue();
    assertThat(reader.isOver()).isTrue();
    assertThat(reader.next()).isNull();
    assertThat(reader.runEnd().orElseThrow().exitCode()).isEqualTo(7);
  }

  @Test
  void aDirectoryThatIsRemovedIsMadeAgain() throws Exception {
    journal.close();
    Path run = directory.resolve("run");
    Files.createDirectory(run);
    journal =
        new Journal(
            new JournalPlace(run, disk, () -> {}),
            new DiskLimits(1L << 30, 300, SLOW),
            told.messages());
    reader = journal.reader();
    journal.append(Records.metric(1));
    assertThat(readSteps(1)).containsExactly(1L);

    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.collect(Collectors.toList())) {
        Files.delete(file);
      }
    }
    Files.delete(run);
    for (long step = 2; step <= 50; step++) {
      journal.append(Records.metric(step));
    }

    List<Long> read = readAll();
    assertThat(read).endsWith(50L).isSorted().hasSizeGreaterThan(40);
    assertThat(told.lines()).hasSize(1).first().asString().contains("was removed");
  }

  @Test
  void whatWasNotReadBeforeTheDirectoryIsRemovedIsReadAllTheSame() throws Exception {
    journal.append(Records.metric(1));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.collect(Collectors.toList())) {
        Files.delete(file);
      }
    }
    journal.append(Records.metric(2));

    assertThat(readAll()).containsExactly(1L, 2L);
  }

  @Test
  void afterDamageTheNextRecordsAreReadable() throws Exception {
    journal.append(Records.metric(1));
    assertThat(readSteps(1)).containsExactly(1L);
    journal.append(Records.metric(2));
    try (RandomAccessFile file =
        new RandomAccessFile(SegmentFile.path(directory, 1).toFile(), "rw")) {
      file.seek(file.length() - 1);
      int last = file.read();
      file.seek(file.length() - 1);
      file.write(~last);
    }
    assertThat(readAll()).isEmpty();

    journal.append(Records.metric(3));
    journal.appendFinish(new RunEnd(0, 77));

    assertThat(readAll()).containsExactly(3L);
    assertThat(reader.runEnd()).isPresent();
    reader.acknowledge(reader.position());
    assertThat(directory.resolve("00000001.segment.damaged")).exists();
  }

  @Test
  void whatWasWrittenIsBroughtToTheDiskWithoutAnyoneAsking() throws Exception {
    journal.append(Records.metric(1));

    Await.until("fsync", () -> disk.synced);
  }

  @Test
  void aPowerLossLeavesNoRecordsOfARunThatCannotBeFound() throws Exception {
    journal.append(Records.metric(1));
    Await.until("the run's own name", () -> disk.named.equals(List.of(directory)));

    journal.append(Records.metric(2));
    journal.sync();
    assertThat(disk.named).as("no new name").hasSize(1);
  }

  @Test
  void aRunsNamesCanBeBroughtToThisDisk() throws Exception {
    RunSpec spec =
        RunSpec.builder().project("orbit-lab").name("heron-07").externalId("k3v9q1zt").build();
    try (RunDirectory run = new RunStore(directory).create(spec)) {
      new SyncedNames(null).sync(run.path());
    }
  }

  @Test
  void everySegmentsNameIsBroughtToTheDisk() throws Exception {
    journal.close();
    Path run = Files.createDirectory(directory.resolve("run"));
    journal =
        new Journal(
            new JournalPlace(run, disk, () -> {}),
            new DiskLimits(1L << 30, 100, Duration.ofMinutes(5)),
            told.messages());
    disk.named.clear();
    for (long step = 1; step <= 10; step++) {
      journal.append(Records.metric(step));
      journal.sync();
    }

    assertThat(disk.named).hasSizeGreaterThan(3);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void appendQuietly(long step) {
    try {
      journal.append(Records.metric(step));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Long> readAll() throws IOException {
    List<Long> steps = new ArrayList<>();
    for (Record record = reader.next(); record != null; record = reader.next()) {
      if (record.type() == RecordType.METRICS) {
        steps.add(record.metrics().step());
      }
    }
    return steps;
  }

  /** Reads until so many have come; then nothing more may. */
  private List<Long> readSteps(int count) throws IOException {
    List<Long> steps = new ArrayList<>();
    Await.until(
        count + " records",
        () -> {
          try {
            steps.addAll(readAll());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
          return steps.size() >= count;
        });
    return steps;
  }

  private static List<Long> steps(long from, long to) {
    return Stream.iterate(from, step -> step + 1).limit(to - from + 1).collect(Collectors.toList());
  }

  private interface Time {
    void pass(Duration time) throws InterruptedException;
  }

  /** Files on it hang, are slow, or take nothing, as told. */
  private static final class FaultyDisk implements Journal.Disk {
    volatile long delayMillis;
    volatile Time takesTime = time -> Thread.sleep(time.toMillis());
    volatile boolean full;
    volatile boolean synced;
    final List<Path> named = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch hang = new CountDownLatch(0);
    private volatile boolean hanging;

    void hang() {
      hang = new CountDownLatch(1);
    }

    void work() {
      hang.countDown();
    }

    boolean isHanging() {
      return hanging;
    }

    @Override
    public DiskFile create(Path directory, int segment) throws IOException {
      return new FaultyFile(SegmentFile.create(directory, segment));
    }

    @Override
    public void sync(Path segment) throws IOException {
      Journal.Disk.super.sync(segment);
      synced = true;
    }

    @Override
    public void syncNames(Path run, SyncedNames names) {
      named.add(run);
    }

    private final class FaultyFile extends ForwardingDiskFile {
      FaultyFile(DiskFile file) {
        super(file);
      }

      @Override
      public void append(byte[] bytes, int length) throws IOException {
        try {
          hanging = true;
          hang.await(5, TimeUnit.MINUTES);
          hanging = false;
          long delay = delayMillis;
          if (delay > 0) {
            // No sleep at all on a fast disk: even one of 0 ms gives the core away each time.
            takesTime.pass(Duration.ofMillis(delay));
          }
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        if (full) {
          super.append(bytes, length / 2);
          throw new IOException("No space left");
        }
        super.append(bytes, length);
      }
    }
  }
}
