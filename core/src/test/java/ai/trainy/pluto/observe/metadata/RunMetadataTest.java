package ai.trainy.pluto.observe.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Machine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunMetadataTest {
  private static final Source QUICK = metadata -> metadata.put("host", "node-4");

  private final Told told = new Told();
  private final CountDownLatch hang = new CountDownLatch(1);
  private final AtomicInteger started = new AtomicInteger();
  private final List<Map<String, Object>> given = Collections.synchronizedList(new ArrayList<>());
  private final Source late =
      metadata -> {
        hang.await(5, TimeUnit.MINUTES);
        metadata.put("git", "main");
      };

  /** Time stands still until a test moves it. */
  private final AtomicLong now = new AtomicLong();

  @AfterEach
  void letGo() {
    hang.countDown();
  }

  @Test
  void allRunsAreGivenWhatWasFoundOnce() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    RunMetadata metadata = of(QUICK, found -> found.put("asked", asked.incrementAndGet()));

    metadata.gather(given::add);
    metadata.gather(given::add);
    Await.until("what was found", () -> given.size() == 2);

    assertThat(given).containsOnly(Map.of("host", "node-4", "asked", 1L));
    assertThat(metadata.ifWhole()).isEqualTo(given.get(0));
    assertThat(metadata.soon()).isEqualTo(given.get(0));
    assertThat(started).hasValue(1);
  }

  @Test
  void whatIsLateIsNotWaitedForLongerThanASecond() throws InterruptedException {
    RunMetadata metadata = of(QUICK, late);
    metadata.gather(given::add);
    now.addAndGet(RunMetadata.PATIENCE.toNanos());

    Await.until("what was found", () -> soon(metadata).containsKey("host"));

    assertThat(soon(metadata)).isEqualTo(Map.of("host", "node-4"));
    assertThat(metadata.ifWhole()).isEmpty();
    assertThat(given).isEmpty();
  }

  @Test
  void aSourceThatFailsCostsItsOwnPart() {
    RunMetadata metadata =
        of(
            found -> {
              found.put("half", 1);
              throw new IllegalStateException("broken");
            },
            QUICK);

    metadata.gather(given::add);
    Await.until("what was found", () -> !given.isEmpty());

    assertThat(given).containsExactly(Map.of("half", 1L, "host", "node-4"));
    assertThat(told.lines()).isEmpty();
  }

  @Test
  void whatTheServerCannotStoreIsNotAmongIt() {
    RunMetadata metadata = of(found -> found.put("cmdline", List.of("a\0b", "\ud800")));

    metadata.gather(given::add);
    Await.until("what was found", () -> !given.isEmpty());

    assertThat(given).containsExactly(Map.of("cmdline", List.of("ab", "\ufffd")));
  }

  @Test
  void withoutAThreadThereIsNothing() throws InterruptedException {
    RunMetadata metadata =
        new RunMetadata(
            new DaemonThreads(
                thread -> {
                  throw new OutOfMemoryError("unable to create native thread");
                }),
            () -> List.of(QUICK),
            told.messages());

    metadata.gather(given::add);

    assertThat(metadata.soon()).isEmpty();
    assertThat(given).containsExactly(Map.of());
  }

  private static Map<String, Object> soon(RunMetadata metadata) {
    try {
      return metadata.soon();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private RunMetadata of(Source... sources) {
    return new RunMetadata(new Frozen(), () -> List.of(sources), told.messages());
  }

  private final class Frozen implements Machine {
    private final DaemonThreads threads = new DaemonThreads();

    @Override
    public long nanoTime() {
      return now.get();
    }

    @Override
    public long currentTimeMillis() {
      return 0;
    }

    @Override
    public Random newRandom() {
      return new Random(1);
    }

    @Override
    public Lock newLock() {
      return threads.newLock();
    }

    @Override
    public boolean start(String name, DaemonThreads.Task task, Consumer<Throwable> failed) {
      started.incrementAndGet();
      return threads.start(name, task, failed);
    }

    @Override
    public void atExit(String name, Runnable task) {
      throw new IllegalStateException();
    }
  }
}
