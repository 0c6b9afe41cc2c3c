package lab.metrics;

import java.util.Map;
import java.util.function.Supplier;

/** The client of the page about bindings, with the methods that pages name of clients like it. */
public final class Tracker {
  private Thread later;

  private Tracker() {}

  public static Tracker start(String project, Map<String, Object> config) {
    return new Tracker();
  }

  public void metrics(int step, Map<String, Double> row) {}

  public void metric(String key, double value, int step) {}

  /** Hands its work to another thread. */
  public void metricsLater(int step, Map<String, Double> row) {
    later = new Thread(() -> metrics(step, row), "later");
    later.start();
  }

  public String describe() {
    return "a run of its own";
  }

  public boolean shouldContinue() {
    return false;
  }

  public <T> T timed(String name, Supplier<T> work) {
    return work.get();
  }

  public void scalar(String key, double value) {}

  public void close() {
    try {
      later.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
