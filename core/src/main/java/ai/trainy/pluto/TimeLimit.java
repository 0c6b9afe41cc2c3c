package ai.trainy.pluto;

import ai.trainy.pluto.threads.Gate;
import ai.trainy.pluto.threads.Machine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs disk operations that may never return on background threads, with a time limit. */
final class TimeLimit {
  private final Machine machine;
  private final Consumer<Throwable> noThread;

  /** A disk operation. */
  interface Question<T> {
    T ask() throws IOException;
  }

  private static final class Answer<T> {
    final @Nullable T value;
    final @Nullable Throwable failure;

    Answer(@Nullable T value, @Nullable Throwable failure) {
      this.value = value;
      this.failure = failure;
    }

    T get() throws IOException {
      if (value != null) {
        return value;
      }
      if (failure instanceof Error) {
        throw (Error) failure;
      }
      if (failure instanceof RuntimeException) {
        throw (RuntimeException) failure;
      }
      throw failure instanceof IOException ? (IOException) failure : new IOException(failure);
    }
  }

  /**
   * @param noThread called if no thread can be started; the operation then runs on the caller's
   */
  TimeLimit(Machine machine, Consumer<Throwable> noThread) {
    this.machine = machine;
    this.noThread = noThread;
  }

  /**
   * Runs a disk operation. An interrupt does not end the wait.
   *
   * @param late receives a result that comes after the wait has ended
   * @throws IOException if there is no result by then
   */
  <T> T ask(Question<T> question, Duration atMost, Consumer<T> late) throws IOException {
    Gate answered = new Gate(machine);
    AtomicReference<@Nullable Answer<T>> answer = new AtomicReference<>();
    boolean asked =
        machine.start(
            "pluto-init",
            () -> {
              Answer<T> got = answer(question);
              if (answer.compareAndSet(null, got)) {
                answered.open();
              } else if (got.value != null) {
                late.accept(got.value);
              }
            },
            noThread);
    if (!asked) {
      return question.ask();
    }
    await(answered, atMost);
    Answer<T> none = new Answer<>(null, new IOException("the disk does not answer"));
    return answer.updateAndGet(before -> before == null ? none : before).get();
  }

  private static <T> Answer<T> answer(Question<T> question) {
    try {
      return new Answer<>(question.ask(), null);
    } catch (IOException | RuntimeException | Error e) {
      return new Answer<>(null, e);
    }
  }

  private void await(Gate gate, Duration atMost) {
    long deadline = machine.nanoTime() + atMost.toNanos();
    boolean interrupted = false;
    boolean waits = true;
    while (waits) {
      try {
        gate.await(Duration.ofNanos(deadline - machine.nanoTime()));
        waits = false;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
