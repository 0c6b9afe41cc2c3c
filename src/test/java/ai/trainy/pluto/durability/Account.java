package ai.trainy.pluto.durability;

import ai.trainy.pluto.durability.programs.Row;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs as Pluto has them, compared with what their programs told to have logged. */
final class Account {
  private static final Pattern NAME = Pattern.compile("thread-(\\d+)/value-(\\d+)");

  private long runs;
  private long points;
  private long lost;
  private long doubled;
  private long wrong;
  private long replayed;

  /**
   * Adds a run.
   *
   * @param values how many there are in each of its rows
   */
  void add(RunView run, ReportedSteps told, int values) {
    runs++;
    Map<Integer, Long> last = told.last();
    last.forEach(
        (thread, step) -> {
          for (int index = 0; index < values; index++) {
            compare(run, thread, index, step);
          }
        });
    for (String name : run.metricNames()) {
      Matcher parts = NAME.matcher(name);
      if (!parts.matches()) {
        wrong += name.startsWith("sys/pluto.") ? 0 : run.points(name).size();
      } else if (!last.containsKey(Integer.valueOf(parts.group(1)))) {
        // A thread that was killed before it could tell of its first row.
        compare(run, Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), 0);
      }
    }
    replayed += run.rawRows() - run.pointCount();
  }

  /** How many were compared. */
  long points() {
    return points;
  }

  private void compare(RunView run, int thread, int index, long told) {
    Iterator<Point> shown = run.points(Row.name(thread, index)).iterator();
    long step = 0;
    while (shown.hasNext()) {
      Point point = shown.next();
      points++;
      lost += Math.max(Math.min(point.step(), told + 1) - (step + 1), 0);
      step = point.step();
      if (point.value() != Row.value(thread, index, step)) {
        wrong++;
      }
    }
    lost += Math.max(told - step, 0);
    // The program may have been killed between logging a row and telling of it.
    doubled += Math.max(step - (told + 1), 0);
    replays(run, thread, index);
  }

  /** What was sent again must be the same point: then it is one. */
  private void replays(RunView run, int thread, int index) {
    String name = Row.name(thread, index);
    if (run.arrivals(name).size() == run.points(name).size()) {
      return;
    }
    for (Point point : run.arrivals(name)) {
      if (point.value() != Row.value(thread, index, point.step())) {
        doubled++;
      }
    }
  }

  /** Points that a program logged and Pluto does not have. */
  long lost() {
    return lost;
  }

  /** Points that Pluto has and no program logged, or that are there with two values. */
  long doubled() {
    return doubled;
  }

  /** Points with another value than was logged. */
  long wrong() {
    return wrong;
  }

  @Override
  public String toString() {
    return String.format(
        "%,d runs, %,d points: %d lost, %d doubled, %d wrong (%,d sent more than once)",
        runs, points, lost, doubled, wrong, replayed);
  }
}
