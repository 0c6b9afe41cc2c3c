package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.AppendOnlyRow;
import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sends histograms, tables and console output and finds what of it the server does not take. It
 * keeps a row as often as it is sent, and of a request that it refuses it keeps what lies before
 * the bad row: so after a refusal rows go alone, and then in growing numbers. Used by one thread.
 *
 * <p>As with metrics, nothing is rejected unless the server accepts something else afterwards, and
 * rows of one name are taken to be alike once many were refused; see decision 0026.
 */
final class DataUpload {
  /** After so many rows of a name were refused, and none accepted between them... */
  private static final int ALIKE = 16;

  /** ... so many of a larger number are asked for alone, the first and the last among them. */
  private static final int PROBES = 8;

  /** So many refusals are confirmed together. */
  private static final int UNCONFIRMED = 16;

  /** So many rows that fail are passed over in the hope that the next one does not. */
  private static final int SKIPPED = 3;

  private static final Outcome<Void> DONE = Outcome.accepted();

  /** What to do about rows that neither arrive nor are refused. */
  enum Failing {
    /** They are carried by someone else now. */
    DEFERRED,
    AGAIN,
    DIVIDE,
    /** Try the next row. Only for one alone. */
    SKIP,
    /** Nothing more can be sent now. */
    STOP
  }

  /** Who the rows are sent for. */
  interface Lane {
    /** Makes a request for rows, as often as it is worth. */
    Outcome<Void> ask(int rows, Supplier<Outcome<Void>> request) throws InterruptedException;

    /** Data was accepted. */
    void accepted(Duration took);

    /** Told that rows, by their indices, neither arrive nor are refused. */
    Failing fails(List<Integer> failing, Outcome<Void> failure) throws InterruptedException;

    /** Carries one that was skipped in another way. All before it is settled. */
    boolean defer(int row);

    /** A row is refused for good. */
    void rejected(AppendOnlyRow row, String why);

    /** All rows before that one are settled: accepted, rejected or deferred. */
    void settled(int count);
  }

  private final PlutoApi api;
  private final RunHandle run;
  private final ConsoleNumbers console;
  private final Ledger ledger;
  private final Retry retry;
  private final ControlRow control;
  private final RequestSize size = new RequestSize(Integer.MAX_VALUE);
  private final Random random;

  /** How many rows were refused in a row, by type and name. */
  private final Map<String, Integer> refusedInARow = new HashMap<>();

  // Of the list that is being sent.
  private List<AppendOnlyRow> rows = List.of();

  @SuppressWarnings("NullAway.Init") // given by send, from which all else is called
  private Lane lane;

  private int together;
  private int settled;

  /** Whether a name has been refused often enough for that just now. */
  private boolean newSuspects;

  private BitSet taken = new BitSet();
  private BitSet deferred = new BitSet();
  private final BitSet asked = new BitSet();
  private final Map<Integer, String> rejected = new TreeMap<>();
  private final Map<Integer, String> unconfirmed = new TreeMap<>();
  private final Set<Integer> skipped = new LinkedHashSet<>();
  private Outcome<?> whySkipped = DONE;

  DataUpload(ServerRun run, ConsoleNumbers console, Ledger ledger, ControlRow control) {
    this.api = run.api();
    this.run = run.handle();
    this.console = console;
    this.ledger = ledger;
    this.retry = run.retry();
    this.random = retry.machine().newRandom();
    this.control = control;
  }

  /**
   * Sends rows, more or less in order. What it has settled is counted.
   *
   * @return accepted once each row is settled; else the outcome that ended it
   */
  Outcome<?> send(List<? extends AppendOnlyRow> some, Lane sender) throws InterruptedException {
    rows = List.copyOf(some);
    lane = sender;
    together = Math.max(some.size(), 1);
    settled = 0;
    taken = new BitSet();
    deferred = new BitSet();
    asked.clear();
    rejected.clear();
    unconfirmed.clear();
    skipped.clear();
    newSuspects = true;
    while (true) {
      if (newSuspects) {
        newSuspects = false;
        sendSuspects();
      }
      int from = asked.nextClearBit(0);
      Outcome<?> outcome = from < rows.size() ? sendFrom(from) : confirm();
      if (!outcome.isAccepted()) {
        return outcome;
      }
      if (asked.nextClearBit(0) >= rows.size() && unconfirmed.isEmpty()) {
        return skipped.isEmpty() ? DONE : whySkipped;
      }
    }
  }

  /** Whether the lane was told of all rows that the server has taken. */
  boolean isSettled() {
    return taken.length() <= settled;
  }

  /** Sends the next rows together. */
  private Outcome<?> sendFrom(int from) throws InterruptedException {
    int most = Math.min(together, size.points());
    List<Integer> group = new ArrayList<>();
    for (int row = from; row < rows.size() && group.size() < most; row++) {
      if (!asked.get(row) && isConsole(row) == isConsole(from)) {
        group.add(row);
      }
    }
    Outcome<Void> outcome = askFor(group);
    if (outcome.isAccepted()) {
      together = (int) Math.min(together * 2L, Integer.MAX_VALUE);
      take(group);
      return DONE;
    }
    if (outcome.kind() == Outcome.Kind.REFUSED) {
      if (group.size() == 1) {
        refuse(from, outcome.why());
        return unconfirmed.size() < UNCONFIRMED ? DONE : confirm();
      }
      if (outcome.isTooLarge()) {
        size.tooLarge(group.size());
      } else {
        together = 1;
      }
      return DONE;
    }
    switch (lane.fails(group, outcome)) {
      case DEFERRED:
        group.forEach(deferred::set);
        group.forEach(asked::set);
        // The lane knows that the server accepts something else.
        settle();
        return DONE;
      case AGAIN:
        return DONE;
      case DIVIDE:
        together = Math.max(group.size() / 2, 1);
        if (outcome.isTimeout()) {
          size.timedOut(group.size());
        }
        return DONE;
      case SKIP:
        asked.set(from);
        skipped.add(from);
        whySkipped = outcome;
        return skipped.size() <= SKIPPED ? DONE : outcome;
      default:
        return outcome;
    }
  }

  private Outcome<Void> askFor(List<Integer> group) throws InterruptedException {
    List<AppendOnlyRow> some = new ArrayList<>(group.size());
    group.forEach(row -> some.add(rows.get(row)));
    long[] began = {0};
    Outcome<Void> outcome =
        lane.ask(
            some.size(),
            () -> {
              began[0] = retry.machine().nanoTime();
              return request(some);
            });
    if (outcome.isAccepted()) {
      Duration took = Duration.ofNanos(retry.machine().nanoTime() - began[0]);
      size.accepted(some.size(), took);
      lane.accepted(took);
      if (!refusedInARow.isEmpty()) {
        some.forEach(row -> refusedInARow.remove(row.series()));
      }
    }
    return outcome;
  }

  /** Makes a request for rows that go to one place. */
  private Outcome<Void> request(List<AppendOnlyRow> some) {
    return some.get(0) instanceof ConsoleLines
        ? console.send(api, run, all(ConsoleLines.class, some))
        : api.sendData(run, all(DataRow.class, some));
  }

  private static <T> List<T> all(Class<T> type, List<AppendOnlyRow> rows) {
    return rows.stream().map(type::cast).collect(Collectors.toList());
  }

  private boolean isConsole(int row) {
    return rows.get(row) instanceof ConsoleLines;
  }

  private void take(List<Integer> group) {
    group.forEach(taken::set);
    group.forEach(asked::set);
    settle();
    for (int row : List.copyOf(skipped)) {
      if (row != settled || !lane.defer(row)) {
        break;
      }
      skipped.remove(row);
      deferred.set(row);
      settle();
    }
  }

  private void refuse(int row, String why) {
    asked.set(row);
    unconfirmed.put(row, why);
    newSuspects |=
        refusedInARow.merge(rows.get(row).series(), 1, (old, one) -> Math.min(old + one, ALIKE + 1))
            == ALIKE;
  }

  /** Rejects what was refused, if the server accepts anything at all; else it is asked again. */
  private Outcome<?> confirm() throws InterruptedException {
    if (unconfirmed.isEmpty() || control.work()) {
      settle();
      return DONE;
    }
    unconfirmed.keySet().forEach(asked::clear);
    unconfirmed.clear();
    refusedInARow.clear();
    return retry.until(control::send);
  }

  /** Something was accepted: what was refused is rejected, and what lies before is done with. */
  private void settle() {
    rejected.putAll(unconfirmed);
    unconfirmed.clear();
    int upTo = settled;
    long sent = 0;
    Map<Integer, String> refused = new TreeMap<>();
    while (upTo < rows.size()
        && (taken.get(upTo) || deferred.get(upTo) || rejected.containsKey(upTo))) {
      String why = rejected.get(upTo);
      if (why != null) {
        refused.put(upTo, why);
      } else if (taken.get(upTo)) {
        sent += isConsole(upTo) ? 0 : 1;
      }
      upTo++;
    }
    if (upTo > settled) {
      refused.forEach((row, why) -> lane.rejected(rows.get(row), why));
      lane.settled(upTo);
      settled = upTo;
      ledger.addSent(sent);
      // What is printed is no value that was logged.
      long values = refused.keySet().stream().filter(row -> !isConsole(row)).count();
      ledger.addRejected(values);
      control.rejected(values);
    }
  }

  /**
   * Asks first for rows that are like many refused ones. Where there are more than a few of them,
   * some go alone, and if all of those are refused, the others together: if these are refused as
   * well, all of them are.
   */
  private void sendSuspects() throws InterruptedException {
    List<Integer> suspects = new ArrayList<>();
    for (int row = 0; row < rows.size() && !refusedInARow.isEmpty(); row++) {
      if (!asked.get(row) && refusedInARow.getOrDefault(rows.get(row).series(), 0) >= ALIKE) {
        suspects.add(row);
      }
    }
    for (int row : probes(suspects)) {
      Outcome<Void> outcome = askFor(List.of(row));
      if (outcome.kind() != Outcome.Kind.REFUSED) {
        if (outcome.isAccepted()) {
          take(List.of(row));
        }
        return;
      }
      refuse(row, outcome.why());
    }
    suspects.removeIf(asked::get);
    sendAllSuspects(suspects.stream().filter(this::isConsole).collect(Collectors.toList()));
    sendAllSuspects(suspects.stream().filter(row -> !isConsole(row)).collect(Collectors.toList()));
  }

  private void sendAllSuspects(List<Integer> suspects) throws InterruptedException {
    for (int from = 0; from < suspects.size(); from += size.points()) {
      sendSuspects(suspects.subList(from, Math.min(from + size.points(), suspects.size())));
    }
  }

  private void sendSuspects(List<Integer> suspects) throws InterruptedException {
    Outcome<Void> outcome = askFor(suspects);
    if (outcome.isAccepted()) {
      take(suspects);
    } else if (outcome.kind() == Outcome.Kind.REFUSED && !outcome.isTooLarge()) {
      suspects.forEach(row -> refuse(row, outcome.why()));
    }
  }

  private Set<Integer> probes(List<Integer> suspects) {
    if (suspects.size() <= PROBES) {
      return new LinkedHashSet<>(suspects);
    }
    Set<Integer> probes = new LinkedHashSet<>();
    probes.add(suspects.get(0));
    probes.add(suspects.get(suspects.size() - 1));
    while (probes.size() < PROBES) {
      probes.add(suspects.get(random.nextInt(suspects.size())));
    }
    return probes;
  }
}
