package ai.trainy.pluto.threads;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.testing.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {
  private static final InheritableThreadLocal<String> OF_THE_PROGRAM =
      new InheritableThreadLocal<>();

  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

  @SuppressWarnings("ThreadPriorityCheck") // to see who inherits it
  @Test
  void aThreadHoldsNothingOfTheOneThatStartsIt() throws Exception {
    FutureTask<List<Object>> seen =
        new FutureTask<>(
            () -> {
              Thread own = Thread.currentThread();
              return List.of(
                  own.isDaemon(),
                  own.getThreadGroup().getParent() == null,
                  own.getContextClassLoader() == DaemonThreads.class.getClassLoader(),
                  OF_THE_PROGRAM.get() == null,
                  own.getPriority());
            });
    Thread program =
        new Thread(
            new ThreadGroup("program"),
            () -> {
              OF_THE_PROGRAM.set("something");
              Thread.currentThread().setContextClassLoader(new ClassLoader() {});
              new DaemonThreads().start("guest", seen::run, failures::add);
            });
    program.setPriority(Thread.MIN_PRIORITY);
    program.start();

    assertThat(seen.get()).containsExactly(true, true, true, true, Thread.NORM_PRIORITY);
    assertThat(failures).isEmpty();
  }

  @Test
  void anInterruptHasNoEffect() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    new DaemonThreads()
        .start(
            "guest",
            () -> {
              waiting.countDown();
              end.await();
              ended.countDown();
            },
            failures::add);
    waiting.await();
    Thread guest =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("guest"))
            .findFirst()
            .orElseThrow();

    guest.interrupt();
    end.countDown();

    ended.await();
    assertThat(failures).isEmpty();
  }

  @Test
  void nothingThatIsThrownReachesTheProgramsHandler() {
    List<Throwable> uncaught = Collections.synchronizedList(new ArrayList<>());
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
    List<Thread> threads = new ArrayList<>();
    try {
      new DaemonThreads(
              thread -> {
                threads.add(thread);
                thread.start();
              })
          .start(
              "guest",
              () -> {
                throw new AssertionError("by the task");
              },
              e -> {
                failures.add(e);
                throw new IllegalStateException("by who is told");
              });
      Await.until("the thread has ended", () -> !threads.get(0).isAlive());
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }

    assertThat(failures).singleElement().asString().contains("by the task");
    assertThat(uncaught).isEmpty();
  }

  @Test
  void aMachineThatStartsNoThreadIsNoException() {
    DaemonThreads none = none();

    boolean started = none.start("guest", () -> {}, failures::add);

    assertThat(started).isFalse();
    assertThat(failures)
        .singleElement()
        .isInstanceOf(NoThreadException.class)
        .asString()
        .contains("unable to create native thread");
  }

  /** As a JVM is that reached its limit of processes. */
  private static DaemonThreads none() {
    return new DaemonThreads(
        thread -> {
          throw new OutOfMemoryError("unable to create native thread");
        });
  }
}
