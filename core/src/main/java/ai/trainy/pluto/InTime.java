package ai.trainy.pluto;

import ai.trainy.pluto.threads.Gate;
import ai.trainy.pluto.threads.Machine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Has background threads do what a disk may never answer to. */
final class InTime {
  private final Machine machine;
  private final Consumer<Throwable> noThread;

  /** What asks the disk. */
  interface Question<T> {
    T ask() throws IOException;
  }

  private static final class Answer<T> {
    final T value;
    final Throwable failure;

    Answer(T value, Throwable failure) {
      this.value = value;
      this.failure = failure;
    }
  }

  /**
   * @param noThread told why no thread can be started: then the caller asks
   */
  InTime(Machine machine, Consumer<Throwable> noThread) {
    this.machine = machine;
    this.noThread = noThread;
  }

  /**
   * Asks the disk. A thread that is interrupted waits all the same.
   *
   * @param late given an answer that comes when nobody waits for it any more
   * @throws IOException if there is none by then
   */
  <T> T ask(Question<T> question, Duration atMost, Consumer<T> late) throws IOException {
    Gate answered = new Gate(machine);
    AtomicReference<Answer<T>> answer = new AtomicReference<>();
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
    answer.compareAndSet(null, new Answer<>(null, new IOException("the disk does not answer")));
    Answer<T> got = answer.get();
    if (got.failure instanceof Error) {
      throw (Error) got.failure;
    }
    if (got.failure instanceof RuntimeException) {
      throw (RuntimeException) got.failure;
    }
    if (got.failure != null) {
      throw (IOException) got.failure;
    }
    return got.value;
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
