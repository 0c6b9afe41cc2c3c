package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows of metrics and finds the values that the server does not take, since its answer does
 * not say which of a request they are: requests that fail are divided, by names and by rows, down
 * to single values. Used by one thread.
 *
 * <p>Nothing is set aside unless the server accepts something else afterwards. What the server
 * makes of a value is taken to depend on its name, its row and its kind; see decision 0022 for what
 * follows from that.
 */
final class MetricsUpload {
  /** After so many values of a name were refused one by one, and none accepted between them... */
  private static final int ALIKE = 16;

  /** ... so many of a larger number are asked for, the first and the last among them. */
  private static final int PROBES = 8;

  private static final Outcome<Void> DONE = Outcome.accepted();

  private enum Verdict {
    TAKEN,
    /** The server refuses something in it. */
    REFUSED,
    /** The server fails because of something in it. */
    FAILED,
    /** It is too large for the server, or for the way to it. */
    TOO_MUCH,
    /** Nothing more can be sent now. */
    STOPPED
  }

  private static final class Answer {
    final Verdict verdict;
    final String why;

    Answer(Verdict verdict, String why) {
      this.verdict = verdict;
      this.why = why;
    }

    boolean isTaken() {
      return verdict == Verdict.TAKEN;
    }

    boolean isAgainst() {
      return verdict == Verdict.REFUSED || verdict == Verdict.FAILED;
    }
  }

  private final PlutoApi api;
  private final RunHandle run;
  private final Retry retry;
  private final ControlRow control;
  private final RequestSize size;
  private final Random random;

  /** How many values were refused in a row, by name and kind of value. */
  private final Map<String, Integer> refusedInARow = new HashMap<>();

  /** Names and kinds with a value that the server fails because of, and none accepted since. */
  private final Set<String> failing = new HashSet<>();

  private final List<Rejected> rejected = new ArrayList<>();
  private long taken;
  private long acceptedBefore;
  private @Nullable Outcome<?> stopped;
  private Runnable whenAccepted = () -> {};

  /** One value that the server does not take, and why. */
  static final class Rejected {
    final MetricRow value;
    final String why;

    private Rejected(MetricRow value, String why) {
      this.value = value;
      this.why = why;
    }
  }

  MetricsUpload(ServerRun run, ControlRow control, RequestSize size) {
    this.api = run.api();
    this.run = run.handle();
    this.retry = run.retry();
    this.random = retry.machine().newRandom();
    this.control = control;
    this.size = size;
  }

  /**
   * Sends rows in order.
   *
   * @return accepted once each value is either accepted or {@link #rejected}; else the outcome that
   *     ended it, and then none of them counts
   */
  Outcome<?> send(List<MetricRow> rows) throws InterruptedException {
    while (true) {
      taken = 0;
      rejected.clear();
      stopped = null;
      int from = 0;
      while (from < rows.size() && stopped == null) {
        int to = end(rows, from);
        sift(size.isReduced() ? narrow(rows.subList(from, to)) : rows.subList(from, to));
        from = to;
      }
      if (stopped != null) {
        return stopped;
      }
      if (rejected.isEmpty() || control.accepted() > acceptedBefore || control.work()) {
        return DONE;
      }
      // It takes nothing at all: that is no verdict on these values, which are sent again.
      refusedInARow.clear();
      failing.clear();
      Outcome<Void> outcome = retry.until(control::send);
      if (!outcome.isAccepted()) {
        return outcome;
      }
    }
  }

  /** Has somebody told of each request that is accepted. */
  void whenAccepted(Runnable told) {
    whenAccepted = told;
  }

  /** How many values of the last {@link #send} were accepted. */
  long taken() {
    return taken;
  }

  /** The values of the last {@link #send} that were not. */
  List<Rejected> rejected() {
    return rejected;
  }

  /** Up to where the rows from {@code from} on fit into one request; at least one does. */
  private int end(List<MetricRow> rows, int from) {
    int to = from;
    int points = 0;
    while (to < rows.size() && (to == from || points + rows.get(to).size() <= size.points())) {
      points += rows.get(to++).size();
    }
    return to;
  }

  /** The same values in rows that are not larger than a request may be. */
  private List<MetricRow> narrow(List<MetricRow> rows) {
    List<MetricRow> narrow = new ArrayList<>(rows.size());
    int most = size.points();
    for (MetricRow row : rows) {
      for (int from = 0; from < row.size(); from += most) {
        narrow.add(row.size() <= most ? row : part(row, from, Math.min(from + most, row.size())));
      }
    }
    return narrow;
  }

  /** Sends a block; where it fails, finds out why. */
  private void sift(List<MetricRow> block) throws InterruptedException {
    if (!refusedInARow.isEmpty()) {
      List<MetricRow> suspects = part(block, this::isSuspect);
      if (!suspects.isEmpty()) {
        List<MetricRow> others = part(block, group -> !isSuspect(group));
        if (!others.isEmpty()) {
          settle(others, ask(others));
          settle(suspects, ask(suspects));
          return;
        }
      }
    }
    settle(block, ask(block));
  }

  private void settle(List<MetricRow> block, Answer answer) throws InterruptedException {
    if (stopped != null) {
      return;
    }
    if (answer.isTaken()) {
      taken += points(block);
      return;
    }
    Set<String> names = names(block);
    if (points(block) == 1) {
      reject(block, answer);
    } else if (answer.verdict == Verdict.TOO_MUCH) {
      siftHalves(block, names);
    } else if (!isHopeless(block)) {
      if (names.size() > 1 && block.size() > 1) {
        divide(block, names);
      } else {
        siftHalves(block, names);
      }
    }
  }

  /** Divides by names. If neither half is taken, it is not the names, or not one alone. */
  private void divide(List<MetricRow> block, Set<String> names) throws InterruptedException {
    Set<String> half = half(names);
    List<MetricRow> first = part(block, (row, i) -> half.contains(row.name(i)));
    List<MetricRow> second = part(block, (row, i) -> !half.contains(row.name(i)));
    Answer ofFirst = ask(first);
    Answer ofSecond = ask(second);
    if (ofFirst.isTaken() || ofSecond.isTaken()) {
      settle(first, ofFirst);
      settle(second, ofSecond);
    } else {
      siftHalves(block, names);
    }
  }

  /** By rows, or if there is one alone, by names. */
  private void siftHalves(List<MetricRow> block, Set<String> names) throws InterruptedException {
    if (block.size() > 1) {
      int middle = block.size() / 2;
      sift(block.subList(0, middle));
      sift(block.subList(middle, block.size()));
    } else if (names.size() > 1) {
      Set<String> half = half(names);
      sift(part(block, (row, i) -> half.contains(row.name(i))));
      sift(part(block, (row, i) -> !half.contains(row.name(i))));
    } else {
      // One name several times in one row.
      MetricRow row = block.get(0);
      sift(List.of(part(row, 0, row.size() / 2)));
      sift(List.of(part(row, row.size() / 2, row.size())));
    }
  }

  /**
   * Rejects a block of values that are all like others which were refused one by one, if those of
   * it that are asked for are refused as well.
   */
  private boolean isHopeless(List<MetricRow> block) throws InterruptedException {
    if (!allMatch(block, this::isSuspect)) {
      return false;
    }
    Answer answer = probe(block, 0);
    for (int i = 1; i < PROBES && answer.isAgainst(); i++) {
      answer = probe(block, i);
    }
    if (!answer.isAgainst()) {
      return false;
    }
    reject(block, answer);
    return true;
  }

  /** Asks for one value: the first, the last, then any. */
  private Answer probe(List<MetricRow> block, int number) throws InterruptedException {
    MetricRow row =
        number == 0
            ? block.get(0)
            : block.get(number == 1 ? block.size() - 1 : random.nextInt(block.size()));
    int at = number == 0 ? 0 : number == 1 ? row.size() - 1 : random.nextInt(row.size());
    return ask(List.of(part(row, at, at + 1)));
  }

  /** Sends a block in one request. */
  private Answer ask(List<MetricRow> block) throws InterruptedException {
    if (stopped != null) {
      return new Answer(Verdict.STOPPED, "");
    }
    int points = points(block);
    FailsAlone<Void> alone = alone(block, points == 1);
    long began = retry.machine().nanoTime();
    boolean[] slow = {false};
    Outcome<Void> outcome =
        retry.until(
            () -> api.sendMetrics(run, block),
            failure -> {
              slow[0] = failure.isTimeout() && points > 1;
              return slow[0] || alone.isReached(failure);
            });
    if (outcome.isAccepted()) {
      size.accepted(points, Duration.ofNanos(retry.machine().nanoTime() - began));
      accepted(block);
      return new Answer(Verdict.TAKEN, "");
    }
    return new Answer(verdict(outcome, points, slow[0], alone.isFound()), outcome.why());
  }

  private Verdict verdict(Outcome<Void> outcome, int points, boolean slow, boolean alone) {
    if (slow) {
      size.timedOut(points);
      return Verdict.TOO_MUCH;
    }
    if (outcome.isTooLarge() && points > 1) {
      size.tooLarge(points);
      return Verdict.TOO_MUCH;
    }
    if (outcome.kind() == Outcome.Kind.REFUSED) {
      return Verdict.REFUSED;
    }
    if (alone) {
      return Verdict.FAILED;
    }
    stopped = outcome;
    return Verdict.STOPPED;
  }

  private FailsAlone<Void> alone(List<MetricRow> block, boolean single) {
    if (!failing.isEmpty() && allMatch(block, failing::contains)) {
      return single
          ? FailsAlone.toGiveUpLikeOthers(control)
          : FailsAlone.toDivideLikeOthers(control);
    }
    return single ? FailsAlone.toGiveUp(control) : FailsAlone.toDivide(control);
  }

  private void accepted(List<MetricRow> block) {
    whenAccepted.run();
    control.accepted(block.get(block.size() - 1));
    if (!refusedInARow.isEmpty()) {
      for (MetricRow row : block) {
        for (int i = 0; i < row.size(); i++) {
          refusedInARow.remove(group(row, i));
          failing.remove(group(row, i));
        }
      }
    }
  }

  private void reject(List<MetricRow> block, Answer answer) {
    if (rejected.isEmpty()) {
      acceptedBefore = control.accepted();
    }
    for (MetricRow row : block) {
      for (int i = 0; i < row.size(); i++) {
        refusedInARow.merge(group(row, i), 1, (old, one) -> Math.min(old + one, ALIKE));
        if (answer.verdict == Verdict.FAILED) {
          failing.add(group(row, i));
        }
        rejected.add(new Rejected(part(row, i, i + 1), answer.why));
      }
    }
  }

  private boolean isSuspect(String group) {
    return refusedInARow.getOrDefault(group, 0) >= ALIKE;
  }

  /** Values that the server judges alike: those of one name, but NaN and infinities apart. */
  private static String group(MetricRow row, int i) {
    double value = row.value(i);
    String kind = Double.isFinite(value) ? "" : String.valueOf(value);
    return kind + '\n' + row.name(i);
  }

  private static boolean allMatch(List<MetricRow> block, Predicate<String> groups) {
    for (MetricRow row : block) {
      for (int i = 0; i < row.size(); i++) {
        if (!groups.test(group(row, i))) {
          return false;
        }
      }
    }
    return true;
  }

  private static int points(List<MetricRow> block) {
    return block.stream().mapToInt(MetricRow::size).sum();
  }

  private static Set<String> names(List<MetricRow> block) {
    Set<String> names = new LinkedHashSet<>();
    for (MetricRow row : block) {
      for (int i = 0; i < row.size(); i++) {
        names.add(row.name(i));
      }
    }
    return names;
  }

  private static Set<String> half(Set<String> names) {
    List<String> all = new ArrayList<>(names);
    return new LinkedHashSet<>(all.subList(0, all.size() / 2));
  }

  private interface Choice {
    boolean takes(MetricRow row, int index);
  }

  private static List<MetricRow> part(List<MetricRow> block, Predicate<String> groups) {
    return part(block, (row, i) -> groups.test(group(row, i)));
  }

  /** The chosen values of each row; rows without any are left out. */
  private static List<MetricRow> part(List<MetricRow> block, Choice choice) {
    List<MetricRow> chosen = new ArrayList<>();
    for (MetricRow row : block) {
      String[] names = new String[row.size()];
      double[] values = new double[row.size()];
      int count = 0;
      for (int i = 0; i < row.size(); i++) {
        if (choice.takes(row, i)) {
          names[count] = row.name(i);
          values[count++] = row.value(i);
        }
      }
      if (count > 0) {
        chosen.add(
            new MetricRow(
                row.time(), row.step(), Arrays.copyOf(names, count), Arrays.copyOf(values, count)));
      }
    }
    return chosen;
  }

  private static MetricRow part(MetricRow row, int from, int to) {
    String[] names = new String[to - from];
    double[] values = new double[to - from];
    for (int i = from; i < to; i++) {
      names[i - from] = row.name(i);
      values[i - from] = row.value(i);
    }
    return new MetricRow(row.time(), row.step(), names, values);
  }
}
