package ai.trainy.pluto.endtoend.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Logs a run and minds its threads meanwhile, as launchers, servers and schedulers do: counts and
 * interrupts them, and waits until they are gone. Arguments: a file for the names of threads that
 * it did not start; one of them to wait for, if any.
 */
public final class Crowd {
  /** Less than the minute for which libraries keep threads that have nothing to do. */
  private static final long PATIENCE_SECONDS = 40;

  /** The JVM starts these when it likes. */
  private static final Set<String> OF_THE_JVM =
      Set.of("Common-Cleaner", "Notification Thread", "Attach Listener", "Signal Dispatcher");

  private static Set<Thread> before;

  private Crowd() {}

  @SuppressWarnings("ThreadPriorityCheck") // to see who inherits it
  public static void main(String[] args) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> System.out.println("uncaught " + e));
    before = Thread.getAllStackTraces().keySet();
    ThreadGroup group = new ThreadGroup("crowd");
    Thread work = new Thread(group, () -> work(args), "work");
    work.setPriority(Thread.MAX_PRIORITY);
    work.start();
    work.join();
    await(() -> Thread.activeCount() == 1 && group.activeCount() == 0);
    System.out.println("counted " + Thread.activeCount());
    await(() -> guests().isEmpty());
    System.out.println("left " + names(guest -> true));
  }

  private static void work(String[] args) {
    Notebook run = Notebook.open(Map.of("project", "crowd", "id", "crowd001"));
    run.log(Map.of("loss", 0.5));
    for (int i = 1; i < args.length; i++) {
      String name = args[i];
      await(() -> names(guest -> true).contains(name));
    }
    System.out.println(
        "in the group " + names(guest -> guest.getThreadGroup().getParent() != null));
    System.out.println("keep the JVM " + names(guest -> !guest.isDaemon()));
    System.out.println("hold its loader " + names(Crowd::holdsOurLoader));
    System.out.println("in a hurry " + names(guest -> guest.getPriority() > Thread.NORM_PRIORITY));
    write(args[0], names(guest -> true));
    Thread.currentThread().getThreadGroup().interrupt();
    guests().forEach(Thread::interrupt);
    System.out.println("interrupted " + Thread.interrupted());
    run.log(Map.of("loss", 0.25));
    run.log(Map.of("loss", 0.125));
    run.finish();
  }

  private static boolean holdsOurLoader(Thread thread) {
    return thread.getContextClassLoader() == Crowd.class.getClassLoader();
  }

  /** The live threads that this program did not start. */
  private static Set<Thread> guests() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread != Thread.currentThread() && thread.isAlive())
        .filter(thread -> !before.contains(thread) && !OF_THE_JVM.contains(thread.getName()))
        .collect(Collectors.toSet());
  }

  private static Set<String> names(Predicate<Thread> which) {
    return guests().stream()
        .filter(thread -> thread.getThreadGroup() != null)
        .filter(which)
        .map(Thread::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void write(String file, Set<String> names) {
    try {
      Files.write(Path.of(file), names);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(10_000_000);
    }
  }
}
