package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.messages.Messages;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSnapshotTest {
  private static final int SEGMENT_BYTES = 256;

  @TempDir Path home;

  private RunDirectory directory;
  private Journal journal;

  @BeforeEach
  void open() throws IOException {
    directory = new RunStore(home).create(RunStoreTest.spec("orbit-lab", "k3v9q1zt", 7));
    journal =
        new Journal(
            new JournalPlace(directory.path(), SegmentFile::create, directory),
            new DiskLimits(1L << 30, SEGMENT_BYTES, Duration.ofSeconds(20)),
            new Messages(OutputStream.nullOutputStream()));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void tellsWhatWasAskedForAndAnswered() throws IOException {
    assertThat(snapshot().answer()).isEmpty();
    directory.writeAnswer(new RunHandle(7, "heron", "orbit-lab", "https://pluto/7", false));

    RunSnapshot snapshot = snapshot();
    assertThat(snapshot.path()).isEqualTo(directory.path());
    assertThat(snapshot.spec().externalId()).isEqualTo("k3v9q1zt");
    assertThat(snapshot.answer().orElseThrow().url()).isEqualTo("https://pluto/7");
  }

  @Test
  void countsWhatIsNotAcknowledged() throws IOException {
    try (JournalReader reader = journal.reader()) {
      journal.append(Records.metric(1));
      Records.readAll(reader);
      reader.acknowledge(reader.position());
    }
    assertThat(snapshot().pendingValues()).isZero();
    assertThat(snapshot().pendingBytes()).isZero();

    long before = journal.end().offset();
    journal.append(Records.metric(2));
    journal.appendConfig(Map.of("a", 1L, "b", 2L));

    assertThat(snapshot().pendingValues()).isEqualTo(3);
    assertThat(snapshot().pendingBytes()).isEqualTo(journal.end().offset() - before);
  }

  @Test
  void tellsHowARunEndedEvenWhenAllElseIsAcknowledged() throws IOException {
    assertThat(snapshot().end()).isEmpty();
    try (JournalReader reader = journal.reader()) {
      journal.append(Records.metric(1));
      Records.readAll(reader);
      reader.acknowledge(reader.position());
    }
    journal.appendFinish(new RunEnd(3, 12_345));

    assertThat(snapshot().end().orElseThrow().exitCode()).isEqualTo(3);
    assertThat(snapshot().end().orElseThrow().time()).isEqualTo(12_345);
  }

  @Test
  void tellsWhatIsAside() throws IOException {
    directory.setAside(0, 1, "a=1.0", "no");
    Path damaged = Files.createFile(directory.path().resolve("00000007.segment.damaged"));

    assertThat(snapshot().aside())
        .containsExactly(damaged, directory.path().resolve("rejected.txt"));
  }

  @Test
  void changesNothing() throws IOException {
    for (int step = 1; step <= 20; step++) {
      journal.append(Records.metric(step));
    }
    try (RandomAccessFile file =
        new RandomAccessFile(SegmentFile.path(directory.path(), 2).toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }
    Map<String, String> before = contents();

    assertThat(snapshot().pendingValues()).isEqualTo(19);

    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void aRunMayBeLookedAtWhileItIsWrittenAndUploaded() throws Exception {
    ExecutorService program = Executors.newSingleThreadExecutor();
    try (JournalReader reader = journal.reader()) {
      Future<Void> logging =
          program.submit(
              () -> {
                for (int step = 1; step <= 3_000; step++) {
                  journal.append(Records.metric(step));
                  if (step % 10 == 0) {
                    Records.readAll(reader);
                    reader.acknowledge(reader.position());
                  }
                }
                return null;
              });
      int looks = 0;
      while (!logging.isDone()) {
        assertThat(snapshot().pendingValues()).isBetween(0L, 3_000L);
        looks++;
      }
      logging.get();
      assertThat(looks).isPositive();
      assertThat(snapshot().pendingValues()).isZero();
    } finally {
      program.shutdown();
    }
  }

  @Test
  void aDirectoryThatIsNoRunIsRefused() throws IOException {
    Path other = Files.createDirectory(home.resolve("other"));

    assertThatThrownBy(() -> RunSnapshot.of(other)).isInstanceOf(IOException.class);
    assertThat(RunSnapshot.aside(other)).isEmpty();
  }

  private RunSnapshot snapshot() throws IOException {
    return RunSnapshot.of(directory.path());
  }

  private Map<String, String> contents() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(directory.path())) {
      files = all.collect(Collectors.toList());
    }
    Map<String, String> contents = new TreeMap<>();
    for (Path file : files) {
      // Not the lock's: this JVM holds it, and reading it would give it away.
      boolean lock = file.endsWith("lock");
      contents.put(
          file.getFileName().toString(),
          lock ? "" : Files.readString(file, StandardCharsets.ISO_8859_1));
    }
    return contents;
  }
}
