package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedCountTest {
  @TempDir Path home;

  @Test
  void isNoFileWhileNothingIsRefused() throws IOException {
    try (RefusedCount count = new RefusedCount(home)) {
      assertThat(home).isEmptyDirectory();
      assertThat(RefusedCount.read(home)).isZero();
      count.add(3);
      assertThat(RefusedCount.read(home)).isEqualTo(3);
    }
  }

  @Test
  void isOnDiskAtOnce() throws IOException {
    try (RefusedCount count = new RefusedCount(home)) {
      count.add(2);
      count.add(1L << 40);

      assertThat(RefusedCount.read(home)).isEqualTo(2 + (1L << 40));
    }
    assertThat(RefusedCount.read(home)).as("over the end").isEqualTo(2 + (1L << 40));
  }

  @Test
  void theDiskIsLeftToTheJournalsThread() throws IOException {
    AtomicInteger woken = new AtomicInteger();
    try (RefusedCount count = new RefusedCount(home)) {
      count.leaveTo(woken::incrementAndGet);
      count.add(2);
      count.add(1);
      assertThat(home).isEmptyDirectory();
      assertThat(woken).hasValue(1);

      count.write();
      assertThat(RefusedCount.read(home)).isEqualTo(3);

      count.add(1);
      assertThat(woken).hasValue(2);
    }
    assertThat(RefusedCount.read(home)).as("at the end").isEqualTo(4);
  }

  @Test
  void missesNothingOfSeveralThreads() throws Exception {
    try (RefusedCount count = new RefusedCount(home)) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        threads.add(
            new Thread(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    count.add(1);
                  }
                }));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join(300_000);
      }

      assertThat(RefusedCount.read(home)).isEqualTo(1_600);
    }
  }

  @Test
  void aFileThatIsDamagedCountsNothing() throws IOException {
    Files.write(home.resolve("refused"), new byte[] {1, 2, 3});

    assertThat(RefusedCount.read(home)).isZero();
  }

  @Test
  void aDiskThatDoesNotTakeItCostsNothing() throws IOException {
    try (RefusedCount count = new RefusedCount(home.resolve("gone"))) {
      assertThatCode(() -> count.add(1)).doesNotThrowAnyException();
    }
  }

  @Test
  void makesNoFileOnceItIsClosed() throws IOException {
    RefusedCount count = new RefusedCount(home);
    count.close();
    count.add(1);

    assertThat(home).isEmptyDirectory();
  }

  @Test
  void isToldOfARunAndRemovedWithIt() throws IOException {
    RunDirectory directory = new RunStore(home).create(RunStoreTest.spec("orbit-lab", "id", 7));
    directory.countRefused(5);

    assertThat(RunSnapshot.of(directory.path()).refusedValues()).isEqualTo(5);
    directory.remove();
    directory.countRefused(1);
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void survivesWhoeverDidNotCloseIt() throws IOException {
    RunDirectory directory = new RunStore(home).create(RunStoreTest.spec("orbit-lab", "id", 7));
    directory.countRefused(5);
    directory.close();

    assertThat(RunSnapshot.of(directory.path()).refusedValues()).isEqualTo(5);
  }
}
