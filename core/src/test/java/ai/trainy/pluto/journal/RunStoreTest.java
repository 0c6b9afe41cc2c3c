package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.RunSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RunStoreTest {
  /** 2026-01-01T00:00:00Z. */
  private static final long START = 1_767_225_600_000L;

  @TempDir Path home;

  private RunStore journals;

  @BeforeEach
  void open() {
    journals = new RunStore(home);
  }

  @Test
  void findsEveryRunTheOldestOfEachProjectFirst() throws IOException {
    List<Path> made = new ArrayList<>();
    made.add(make("a", "x", START + 5_000));
    made.add(0, make("a", "y", START));
    made.add(make("b", "z", START + 1_000));
    Files.createFile(home.resolve("pluto.log"));
    Files.createDirectories(home.resolve("c").resolve("not a run"));

    assertThat(journals.runs()).isEqualTo(made);
  }

  @Test
  void whatThisJvmIsAtWorkOnIsNobodyElses() throws IOException {
    Path left = make("a", "x", START);
    try (RunDirectory own =
        journals.create(
            RunSpec.builder()
                .project("a")
                .name("name")
                .externalId("y")
                .startedAt(START + 1_000)
                .build())) {
      assertThat(journals.runs()).containsExactly(left, own.path());
      assertThat(journals.runsOfOthers()).containsExactly(left);
    }
  }

  @Test
  void aHomeThatIsNotThereHasNoRuns() throws IOException {
    assertThat(new RunStore(home.resolve("absent")).runs()).isEmpty();
    assertThat(new RunStore(home.resolve("absent")).leftovers()).isEmpty();
  }

  @Test
  void leftoversAreWhatIsPutAsideOfRunsThatAreUploaded() throws IOException {
    Path run = make("a", "x", START);
    Path rejected = Files.createDirectories(home.resolve("a").resolve("rejected"));
    Path damaged = Files.createDirectories(home.resolve("b").resolve("damaged"));
    Files.createDirectories(home.resolve("b").resolve("empty"));
    Files.createFile(run.resolve("rejected.txt"));
    Files.createFile(rejected.resolve("rejected.txt"));
    Files.createFile(damaged.resolve("00000001.segment.damaged"));

    assertThat(journals.leftovers()).containsExactly(rejected, damaged);
  }

  @Test
  void sweepsAwayWhatAKillLeftOfRunsThatWereBeingMadeOrRemoved() throws IOException {
    Path run = make("a", "x", START);
    Path half = crumbs("half made", "lock", "intent.new");
    Path gone = crumbs("all but gone", "lock", "answer");
    Path fresh = crumbs("just being made", "lock");
    Path records = crumbs("records", "lock", "00000001.segment");
    Path foreign = crumbs("of another program", "lock", "sync.db");
    Path empty = crumbs("empty");
    FileTime before = FileTime.from(Instant.now().minusSeconds(3_600));
    for (Path old : List.of(run, half, gone, records, foreign, empty)) {
      Files.setLastModifiedTime(old, before);
    }

    journals.sweep();

    assertThat(half).doesNotExist();
    assertThat(gone).doesNotExist();
    assertThat(List.of(run, fresh, records, foreign, empty)).allMatch(Files::exists);
  }

  @Test
  void sweepsAwayWhatIsLeftOfARunWhoseLockIsNotMadeYetOrGone() throws IOException {
    Path made = crumbs("20260101-000000-made");
    Path removed = crumbs("20260101-000000-removed", "acknowledged", "destination");
    Path damaged = crumbs("20260101-000000-damaged", "answer", "00000001.segment.damaged");
    Path fresh = crumbs("20260101-000000-fresh");
    FileTime before = FileTime.from(Instant.now().minusSeconds(3_600));
    for (Path old : List.of(made, removed, damaged)) {
      Files.setLastModifiedTime(old, before);
    }

    journals.sweep();

    assertThat(made).doesNotExist();
    assertThat(removed).doesNotExist();
    assertThat(fresh).exists();
    assertThat(journals.leftovers()).containsExactly(damaged);
    assertThat(damaged.resolve("answer")).doesNotExist();
  }

  @Test
  void theLastRunOfAProjectTakesTheProjectsDirectoryAlong() throws IOException {
    RunDirectory first = journals.create(spec("a", "x", START));
    RunDirectory second = journals.create(spec("a", "y", START));

    first.remove();
    assertThat(home.resolve("a")).isNotEmptyDirectory();
    second.remove();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void sweepsAwayProjectsThatAreEmpty() throws IOException {
    Path run = make("a", "x", START);
    Files.createDirectories(home.resolve("b"));
    Files.createFile(home.resolve("pluto.log"));

    journals.sweep();

    assertThat(home.resolve("b")).doesNotExist();
    assertThat(List.of(run, home.resolve("pluto.log"))).allMatch(Files::exists);
  }

  @Test
  void aProjectWhoseLastRunIsBeingRemovedTakesNewOnes() throws Exception {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      String id = "t" + t + "-";
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 100; i++) {
                    journals.create(spec("a", id + i, START)).remove();
                  }
                } catch (Throwable e) {
                  failures.add(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void doesNotSweepARunThatSomeoneIsJustMaking() throws IOException {
    Path making = crumbs("slowly made", "lock");
    try (RandomAccessFile lock = new RandomAccessFile(making.resolve("lock").toFile(), "rw")) {
      assertThat(lock.getChannel().tryLock()).isNotNull();
      Files.setLastModifiedTime(making, FileTime.from(Instant.now().minusSeconds(3_600)));

      journals.sweep();

      assertThat(making).exists();
    }
  }

  private Path crumbs(String name, String... files) throws IOException {
    Path directory = Files.createDirectories(home.resolve("a").resolve(name));
    for (String file : files) {
      Files.createFile(directory.resolve(file));
    }
    return directory;
  }

  @Test
  void takesARunThatNobodyIsAtWorkOn() throws IOException {
    Path run = make("a", "x", START);

    try (RunDirectory taken = journals.take(run).orElseThrow()) {
      assertThat(taken.spec().externalId()).isEqualTo("x");
      assertThat(OtherJvm.take(run)).isEqualTo("in use");
      assertThat(journals.isInUse(run)).isTrue();
    }
    assertThat(journals.isInUse(run)).isFalse();
    assertThat(OtherJvm.take(run)).isEqualTo("taken");
  }

  @Test
  void neverGivesAwayTheLockOfARunOfThisJvm() throws IOException {
    try (RunDirectory live = journals.create(spec("a", "x", START))) {
      assertThat(journals.take(live.path())).isEmpty();
      assertThat(journals.isInUse(live.path())).isTrue();
      RunSnapshot.of(live.path());

      assertThat(OtherJvm.take(live.path())).isEqualTo("in use");
    }
  }

  @Test
  void twoObjectsForOneHomeDoNotGiveAwayEachOthersLocks() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("link"), home);
    try (RunDirectory live = journals.create(spec("a", "x", START))) {
      for (RunStore other : List.of(new RunStore(home), new RunStore(link))) {
        Path run = other.home().resolve("a").resolve(live.path().getFileName());
        assertThat(other.take(run)).isEmpty();
        assertThat(other.isInUse(run)).isTrue();
        other.sweep();
      }

      assertThat(OtherJvm.take(live.path())).isEqualTo("in use");
    }
    assertThat(OtherJvm.take(journals.runs().get(0))).isEqualTo("taken");
  }

  @Test
  void aDirectoryThatThisUserMayNotReadKeepsNobodyBack() throws IOException {
    Path run = make("b", "x", START);
    Path closed = Files.createDirectories(home.resolve("a").resolve("closed"));
    for (Path directory : List.of(closed, home.resolve("a"))) {
      Files.setPosixFilePermissions(directory, Set.of());
    }
    try {
      assertThat(journals.runs()).containsExactly(run);
      assertThat(journals.leftovers()).isEmpty();
      journals.sweep();
    } finally {
      Files.setPosixFilePermissions(
          home.resolve("a"), PosixFilePermissions.fromString("rwx------"));
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aRunIsTakenByOneThreadOnly() throws Exception {
    Path run = make("a", "x", START);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 50; round++) {
        CyclicBarrier start = new CyclicBarrier(4);
        CyclicBarrier end = new CyclicBarrier(4);
        Callable<Integer> taker =
            () -> {
              start.await();
              Optional<RunDirectory> taken = journals.take(run);
              end.await();
              taken.ifPresent(RunStoreTest::close);
              return taken.isPresent() ? 1 : 0;
            };
        int took = 0;
        for (Future<Integer> one : threads.invokeAll(List.of(taker, taker, taker, taker))) {
          took += one.get();
        }
        assertThat(took).isEqualTo(1);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void whoRecoversNeverGetsARunThatIsBeingMade() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> recovered =
          threads.submit(
              () -> {
                int took = 0;
                while (!over.get()) {
                  for (Path run : journals.runs()) {
                    took += journals.take(run).isPresent() ? 1 : 0;
                  }
                }
                return took;
              });
      List<RunDirectory> live = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        live.add(journals.create(spec("a", "run-" + i, START)));
      }
      over.set(true);

      assertThat(recovered.get(5, TimeUnit.MINUTES)).isZero();
      assertThat(OtherJvm.take(live.get(100).path())).isEqualTo("in use");
      live.forEach(RunStoreTest::close);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aRunOfAnotherProcessIsInUseUntilThatIsKilled() throws Exception {
    try (OtherJvm other = new OtherJvm(home)) {
      Path run = other.created();

      assertThat(journals.runs()).containsExactly(run);
      assertThat(journals.take(run)).isEmpty();
      assertThat(journals.isInUse(run)).isTrue();
      // Neither trying nor looking has opened it to anyone.
      assertThat(OtherJvm.take(run)).isEqualTo("in use");

      other.kill();
      assertThat(journals.isInUse(run)).isFalse();
      Optional<RunDirectory> taken = journals.take(run);
      assertThat(taken).isPresent();
      taken.orElseThrow().close();
    }
  }

  @Test
  void whoLooksDoesNotKeepOthersFromTheRun() throws Exception {
    Path run = make("a", "x", START);
    // Two homes in one JVM know nothing of each other, like two processes, but for the lock's
    // table.
    try (OtherJvm looking = new OtherJvm(run, "look")) {
      looking.created();
      for (int i = 0; i < 200; i++) {
        try (RunDirectory taken = journals.take(run).orElseThrow()) {
          assertThat(taken.path()).isEqualTo(run);
        }
      }
    }
  }

  @Test
  void aRunIsLockedThoughItsThreadIsInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    try (RunDirectory live = journals.create(spec("a", "x", START))) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(OtherJvm.take(live.path())).isEqualTo("in use");
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void aRunThatIsRemovedMeanwhileIsGone() throws IOException {
    Path run = make("a", "x", START);
    journals.take(run).orElseThrow().remove();

    assertThat(journals.take(run)).isEmpty();
    assertThat(run).doesNotExist();
  }

  @Test
  void runsThatAreRemovedMeanwhileStopNobodyWhoLooks() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> looked =
          threads.submit(
              () -> {
                int left = 0;
                while (!over.get()) {
                  journals.sweep();
                  left += journals.leftovers().size();
                }
                return left;
              });
      for (int i = 0; i < 1_000 && !looked.isDone(); i++) {
        journals.create(spec("a", "run-" + i, START)).remove();
      }
      over.set(true);

      assertThat(looked.get(5, TimeUnit.MINUTES)).isZero();
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aRunWhoseLockFileIsGoneIsNotTakenButSaid() throws IOException {
    Path run = make("a", "x", START);
    Files.delete(run.resolve("lock"));

    assertThatThrownBy(() -> journals.take(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(run + " has lost its file 'lock'");

    Files.createFile(run.resolve("lock"));
    journals.take(run).orElseThrow().close();
  }

  @Test
  void aRunWhoseIntentIsDamagedIsSaidAndNotHeld() throws IOException {
    Path run = make("a", "x", START);
    byte[] spec = Files.readAllBytes(run.resolve("intent"));
    Files.write(run.resolve("intent"), new byte[] {1, 2, 3});

    assertThatThrownBy(() -> journals.take(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is damaged");
    Files.write(run.resolve("intent"), spec);
    journals.take(run).orElseThrow().close();
  }

  @Test
  void anIntentWithoutWhatItNeedsIsAFailureToRead() throws IOException {
    Path run = make("a", "x", START);
    RecordBuffer buffer = new RecordBuffer(64);
    ValueCodec.write(buffer, Map.of("project", 7L));
    Frame.seal(buffer.array(), buffer.length(), RecordType.INTENT, 0);
    byte[] whole = Arrays.copyOf(buffer.array(), buffer.length());
    Files.write(run.resolve("intent"), whole);

    assertThatThrownBy(() -> journals.take(run))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not understood");
  }

  @Test
  void isContinuedByALaterRunOfTheSameIdAndProjectOnly() throws IOException {
    Path run = make("a", "x", START);
    make("a", "x", START - 1_000);
    make("a", "other", START + 1_000);
    make("b", "x", START + 1_000);
    Files.write(make("a", "damaged", START - 5_000).resolve("intent"), new byte[] {1});
    try (RunDirectory taken = journals.take(run).orElseThrow()) {
      assertThat(journals.isContinued(taken)).isFalse();

      make("a", "x", START + 1);
      assertThat(journals.isContinued(taken)).isTrue();
    }
  }

  private Path make(String project, String externalId, long start) throws IOException {
    try (RunDirectory made = journals.create(spec(project, externalId, start))) {
      return made.path();
    }
  }

  static RunSpec spec(String project, String externalId, long start) {
    return RunSpec.builder()
        .project(project)
        .name("heron")
        .externalId(externalId)
        .startedAt(start)
        .build();
  }

  private static void close(RunDirectory directory) {
    try {
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another process at work on a home: a lock is between processes. */
  private static final class OtherJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    /** One that makes a run and holds it. */
    OtherJvm(Path home) throws IOException {
      this(home, "create");
    }

    OtherJvm(Path path, String task) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xshare:auto",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProcess.class.getName(),
                  task,
                  path.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What comes of it when another process takes the run. */
    static String take(Path run) throws IOException {
      try (OtherJvm other = new OtherJvm(run, "take")) {
        return other.out.readLine();
      }
    }

    Path created() throws IOException {
      return Path.of(out.readLine());
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
      process.destroyForcibly().onExit().join();
    }
  }

  @Test
  void aHomeAmongOthersIsTakenIfItIsFreeOrThisUsers() throws IOException {
    RunStore free = RunStore.amongOthers(home.resolve("free"));
    RunStore link =
        RunStore.amongOthers(Files.createSymbolicLink(home.resolve("link"), home.resolve("free")));
    RunStore file = RunStore.amongOthers(Files.createFile(home.resolve("file")));

    assertThat(free.isClaimable()).isTrue();
    assertThat(free.home()).doesNotExist();
    free.claim();
    assertThat(free.isClaimable()).isTrue();
    assertThat(link.isClaimable()).isFalse();
    assertThat(file.isClaimable()).isFalse();
    assertThat(new RunStore(file.home()).isClaimable()).isTrue();
  }
}
