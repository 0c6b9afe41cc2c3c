package ai.trainy.pluto.upload;

import java.util.function.Consumer;

/** Threads that do not keep the JVM alive and hold nothing of the program's. */
final class Background {
  private Background() {}

  /** What such a thread does. */
  interface Task {
    void run() throws Exception;
  }

  /** Starts a thread; what its task throws goes to {@code failed}, on that thread. */
  static void start(String name, Task task, Consumer<Throwable> failed) {
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                task.run();
              } catch (Throwable e) {
                failed.accept(e);
              }
            },
            name,
            0,
            false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Background.class.getClassLoader());
    thread.start();
  }
}
