package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.threads.DaemonThreads;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final TimeLimit disk = new TimeLimit(new DaemonThreads(), e -> {});
  private final List<String> late = new CopyOnWriteArrayList<>();

  @Test
  void aThreadOfOursAsks() throws IOException {
    String name = disk.ask(() -> Thread.currentThread().getName(), LONG, late::add);

    assertThat(name).isEqualTo("pluto-init");
    assertThat(late).isEmpty();
  }

  @Test
  void whatTheDiskSaysNoToIsThrown() {
    assertThatThrownBy(
            () ->
                disk.<String>ask(
                    () -> {
                      throw new AccessDeniedException("home");
                    },
                    LONG,
                    late::add))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void anAnswerThatComesTooLateIsThrownAway() {
    CountDownLatch answers = new CountDownLatch(1);

    assertThatThrownBy(() -> disk.ask(() -> awaited(answers), Duration.ofMillis(10), late::add))
        .hasMessage("the disk does not answer");

    assertThat(late).isEmpty();
    answers.countDown();
    Await.until("the answer", () -> late.equals(List.of("late")));
  }

  @Test
  void anInterruptIsKeptForWhomItConcerns() throws IOException {
    Thread.currentThread().interrupt();
    String answer = disk.ask(() -> "answer", LONG, late::add);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(answer).isEqualTo("answer");
  }

  @Test
  void whereNoThreadCanBeStartedTheCallerAsks() throws IOException {
    DaemonThreads none =
        new DaemonThreads(
            thread -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    List<Throwable> told = new CopyOnWriteArrayList<>();
    Thread asking = new TimeLimit(none, told::add).ask(Thread::currentThread, LONG, thread -> {});

    assertThat(asking).isSameAs(Thread.currentThread());
    assertThat(told).hasSize(1);
  }

  private static String awaited(CountDownLatch latch) throws IOException {
    try {
      latch.await();
      return "late";
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
