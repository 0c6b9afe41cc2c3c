package ai.trainy.pluto.agent;

import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Runs when a JVM ends whose user has described clients of their own. Only if no client has come in
 * all its time is the rest of the agent loaded, to tell the user.
 */
class UnusedBindingsHook implements Runnable {
  /** Shorter programs are launchers and usage messages, which need no explanation. */
  private static final long LONG_ENOUGH_NANOS = 10_000_000_000L;

  private final ClientWatch watch;
  private final LongSupplier clock;
  private final long startedAt;

  /**
   * @param clock ns that pass, from any start
   */
  UnusedBindingsHook(ClientWatch watch, LongSupplier clock) {
    this.watch = watch;
    this.clock = clock;
    this.startedAt = clock.getAsLong();
  }

  /** Here and not where it is called: the verifier would load this class in every JVM. */
  static void register(ClientWatch watch) {
    try {
      Runtime.getRuntime()
          .addShutdownHook(thread(new UnusedBindingsHook(watch, new SystemClock())));
    } catch (RuntimeException notAllowed) {
      // A security manager, say: the program is logged all the same.
    }
  }

  static Thread thread(UnusedBindingsHook hook) {
    return thread(hook, "pluto-unused-bindings");
  }

  /** In the system's thread group, so that a program that counts its threads does not count it. */
  static Thread thread(Runnable task, String name) {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    Thread thread = new Thread(group, task, name);
    thread.setContextClassLoader(null);
    return thread;
  }

  @Override
  public void run() {
    try {
      if (!watch.hasSeenClient() && clock.getAsLong() - startedAt > LONG_ENOUGH_NANOS) {
        explain();
      }
    } catch (Throwable e) {
      // What is not explained costs the program nothing.
    }
  }

  void explain() throws ReflectiveOperationException {
    @SuppressWarnings("unchecked") // that class is ours
    BiConsumer<String, String[]> explanation =
        (BiConsumer<String, String[]>) watch.load("ai.trainy.pluto.agent.start.UnusedBindings");
    explanation.accept(watch.options(), watch.ownClients());
  }

  private static final class SystemClock implements LongSupplier {
    /** Not private: the compiler would make a class more to get round that. */
    SystemClock() {}

    @Override
    public long getAsLong() {
      return System.nanoTime();
    }
  }
}
