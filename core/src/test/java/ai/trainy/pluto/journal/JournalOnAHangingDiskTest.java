package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.HangingDisk;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.threads.Engine;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may be held up by a disk that does not answer: threads of ours, and none of the program. */
class JournalOnAHangingDiskTest {
  /** A thousand calls that waited as long would not be over before a test is. */
  private static final Duration SLOW = Duration.ofMillis(500);

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path home;

  private final HangingDisk machine = new HangingDisk();
  private final Told told = new Told();
  private final Set<Long> refused = ConcurrentHashMap.newKeySet();
  private RunDirectory directory;
  private Journal journal;

  @BeforeEach
  void open() throws IOException {
    machine.stopClock();
    directory = new RunStore(home).create(RunStoreTest.spec("orbit-lab", "id", 7));
    journal = new Journal(directory, 1L << 30, SLOW, new Engine(machine), told.messages());
  }

  @AfterEach
  void close() {
    machine.work();
    journal.close();
    Await.until("the run is let go of", () -> !isLocked());
  }

  private boolean isLocked() {
    try {
      return new RunStore(home).isInUse(directory.path());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aCallerWritesItselfWhereTheDiskWasQuickJustNow() throws IOException {
    journal.append(Records.metric(1));
    journal.append(Records.metric(2));
    assertThat(machine.lastWriter()).isSameAs(Thread.currentThread());

    machine.pass(LONG);
    journal.append(Records.metric(3));
    assertThat(machine.lastWriter().getName()).isEqualTo("pluto-writer");

    journal.append(Records.metric(4));
    assertThat(machine.lastWriter()).isSameAs(Thread.currentThread());
    assertThat(written()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void whatIsHandedOverIsWrittenWhenAppendReturns() throws IOException {
    for (long step = 1; step <= 100; step++) {
      machine.pass(LONG);
      journal.append(Records.metric(step));
      assertThat(written()).hasSize((int) step);
    }
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void whyARecordWasNotTakenIsThrownByWhoeverHandedItOver() throws IOException {
    RunDirectory other = new RunStore(home).create(RunStoreTest.spec("orbit-lab", "small", 7));
    Duration noLimit = Duration.ofHours(1);
    Journal small = new Journal(other, 200, noLimit, new Engine(machine), told.messages());
    List<Long> lost = new ArrayList<>();
    small.tellLost(lost::add);
    machine.pass(LONG);
    MetricsRecord large = new MetricsRecord(0, 1, 1);
    large.add("x".repeat(300), 1);

    assertThatThrownBy(() -> small.append(large))
        .as("at once")
        .isInstanceOf(JournalFullException.class);
    small.close();
    assertThat(lost).as("counted twice").isEmpty();
  }

  @Test
  void whoeverComesAfterItWasClosedIsToldAtOnce() throws IOException {
    machine.pass(LONG);
    journal.close();

    assertThatThrownBy(() -> journal.append(Records.metric(1))).hasMessage("the journal is closed");
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void theFirstCallerIsLetGoToo() throws Exception {
    journal.append(Records.metric(1));
    machine.pass(LONG);
    machine.hang();
    Thread caller = append(2, 2);
    Await.until("it returns", () -> !caller.isAlive());
    assertThat(machine.waiting()).containsExactly("pluto-writer");

    Thread later = append(3, 1_000);
    Await.until("it waits for nothing", () -> !later.isAlive());
    assertThat(machine.waiting()).containsExactly("pluto-writer");
    assertThat(written()).containsExactly(1L);
    assertThat(told.lines()).singleElement().asString().contains("Slow disk at ");

    machine.work();
    assertThat(refused).isEmpty();
    Await.until("all is written", () -> written().equals(steps(1, 1_000)));
  }

  @Test
  void eachOfFourCallersIsLetGo() throws Exception {
    machine.pass(LONG);
    machine.hang();
    List<Thread> callers = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      callers.add(append(number * 1_000L + 1, number * 1_000L + 500));
    }
    Await.until("they return", () -> callers.stream().noneMatch(Thread::isAlive));
    assertThat(machine.waiting()).containsExactly("pluto-writer");

    machine.work();
    Await.until("all is written", () -> written().size() == 2_000);
  }

  @Test
  void whoeverWaitsForACallerThatIsCaughtIsLetGo() throws Exception {
    journal.append(Records.metric(1));
    machine.hang();
    Thread caught = append(2, 2);
    Await.until("it writes", () -> !machine.waiting().isEmpty());

    Thread later = append(3, 500);
    Await.until("it returns", () -> !later.isAlive());
    assertThat(caught.isAlive()).isTrue();
    assertThat(machine.waiting()).containsExactly(caught.getName());

    machine.work();
    Await.until("all is written", () -> written().equals(steps(1, 500)));
  }

  @Test
  void countsAreKeptByTheThreadThatWrites() throws Exception {
    machine.pass(LONG);
    machine.hang();
    Thread caller = append(1, 1);
    Await.until("it returns", () -> !caller.isAlive());

    directory.countRefused(2);
    directory.countRefused(3);
    assertThat(RefusedCount.read(directory.path())).isZero();

    machine.work();
    Await.until("it is counted", () -> RefusedCount.read(directory.path()) == 5);
  }

  @Test
  void nobodyWaitsToCloseIt() throws Exception {
    machine.pass(LONG);
    machine.hang();
    Thread caller =
        start(
            () -> {
              journal.append(Records.metric(1));
              journal.appendFinish(new RunEnd(0, 77));
              journal.close();
            });
    Await.until("it returns", () -> !caller.isAlive());

    machine.work();
    Await.until("the end is written", journal::isOver);
    assertThat(written()).containsExactly(1L);
  }

  @Test
  void runsOfOneHomeFindOutTogether(@TempDir Path other) throws Exception {
    DiskUse all = new DiskUse(other, 1L << 30, machine::nanoTime);
    RunStore journals = new RunStore(other);
    Journal first = journal(journals, "first").among(all);
    Journal second = journal(journals, "second").among(all);
    machine.pass(LONG);
    machine.hang();
    Thread caller = start(() -> first.append(Records.metric(1)));
    Await.until("it returns", () -> !caller.isAlive());

    second.append(Records.metric(2));
    assertThat(told.lines()).as("both say so").hasSize(2);
    machine.work();
    first.close();
    second.close();
    Await.until(
        "both are let go of", () -> !inUse(journals, "first") && !inUse(journals, "second"));
  }

  private Journal journal(RunStore journals, String id) throws IOException {
    RunDirectory run = journals.create(RunStoreTest.spec("orbit-lab", id, 7));
    return new Journal(run, 1L << 30, SLOW, new Engine(machine), told.messages());
  }

  private static boolean inUse(RunStore journals, String id) {
    try {
      for (Path run : journals.runs()) {
        if (run.toString().contains(id) && journals.isInUse(run)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private interface Call {
    void run() throws IOException;
  }

  private static Thread start(Call call) {
    Thread thread =
        new Thread(
            () -> {
              try {
                call.run();
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    thread.start();
    return thread;
  }

  private Thread append(long from, long to) {
    return start(
        () -> {
          for (long step = from; step <= to; step++) {
            try {
              journal.append(Records.metric(step));
            } catch (IOException e) {
              refused.add(step);
            }
          }
        });
  }

  /** The steps of what is in the first segment now. */
  private List<Long> written() {
    Path segment = SegmentFile.path(directory.path(), 1);
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "r");
        JournalReader reader = Records.readerOf(directory.path(), 1, file.length())) {
      List<Long> steps = new ArrayList<>();
      for (Record record = reader.next(); record != null; record = reader.next()) {
        if (record.type() == RecordType.METRICS) {
          steps.add(record.metrics().step());
        }
      }
      return steps;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Long> steps(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().collect(Collectors.toList());
  }
}
