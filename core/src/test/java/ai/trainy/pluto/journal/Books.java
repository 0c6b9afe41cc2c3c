package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.RunStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What programs have logged, how much of it is safe from a power cut, and what a server has. */
final class Books {
  /** What was logged to a run. */
  static final class Run {
    final String id;
    final List<Item> items = new ArrayList<>();
    RunStatus end;
    boolean endIsLogged;
    boolean endIsSafe;

    /** Whether the run can be found after a power cut. */
    boolean safe;

    Run(String id) {
      this.id = id;
    }

    /** All that was logged is safe, and how the run ended if it has. */
    void safe() {
      items.forEach(item -> item.safe |= item.logged);
      safe = true;
      endIsSafe = endIsLogged;
    }
  }

  /** A value, a row or a file. */
  static final class Item {
    final RecordType type;
    final String content;

    /** Whether the call that logs it has returned. */
    boolean logged;

    boolean safe;

    private Item(RecordType type, String content) {
      this.type = type;
      this.content = content;
    }

    @Override
    public String toString() {
      return type + " " + content.substring(0, Math.min(content.length(), 40));
    }
  }

  final Map<String, Run> runs;

  /** How often the server got what, by run and content. */
  private final Map<String, Integer> received;

  private final Map<String, RunStatus> statuses;

  /** How often a histogram or a file may be there: once more with each power cut. */
  private int most = 1;

  /** Whether something may have been torn. */
  boolean torn;

  /** Whether the disk has failed now and then. */
  boolean faulty;

  Books() {
    this(new LinkedHashMap<>(), new HashMap<>(), new HashMap<>());
  }

  private Books(
      Map<String, Run> runs, Map<String, Integer> received, Map<String, RunStatus> statuses) {
    this.runs = runs;
    this.received = received;
    this.statuses = statuses;
  }

  /** The same after a power cut; what the server gets from here on is not in these. */
  Books afterPowerCut() {
    Books after = new Books(runs, new HashMap<>(received), new HashMap<>(statuses));
    after.most = most + 1;
    after.torn = torn;
    after.faulty = faulty;
    return after;
  }

  /** What was sent last may be sent again. */
  void again() {
    most++;
  }

  Run begin() {
    Run run = new Run("run" + runs.size());
    runs.put(run.id, run);
    return run;
  }

  Item log(Run run, RecordType type, String content) {
    Item item = new Item(type, content);
    run.items.add(item);
    return item;
  }

  /** The server gets something. */
  void receive(String id, RecordType type, String content) {
    Run run = runs.get(id);
    require(run != null, "nobody logged to " + id);
    require(
        run.items.stream().anyMatch(i -> i.type == type && i.content.equals(content)),
        type + " " + content + " of " + id + " was never logged");
    int times = received.merge(id + " " + type + " " + content, 1, Integer::sum);
    require(
        type == RecordType.METRICS || times <= most,
        type + " of " + id + " came " + times + " times, after " + (most - 1) + " power cuts");
  }

  private int received(Run run, Item item) {
    return received.getOrDefault(run.id + " " + item.type + " " + item.content, 0);
  }

  RunStatus status(String id) {
    return statuses.getOrDefault(id, RunStatus.RUNNING);
  }

  void status(String id, RunStatus status) {
    statuses.put(id, status);
  }

  /** Whether something that was logged to a run may be lost. */
  boolean mayLack(String id) {
    return runs.get(id).items.stream().anyMatch(item -> !item.safe);
  }

  /** The same number for the same expectations. */
  int fingerprint() {
    int hash = received.hashCode() * 31 + statuses.hashCode();
    for (Run run : runs.values()) {
      hash = hash * 31 + run.items.size();
      hash = hash * 31 + (int) run.items.stream().filter(item -> item.safe).count();
      hash = hash * 31 + (run.safe ? 1 : 0) + (run.endIsSafe ? 2 : 0);
      hash = hash * 31 + (run.end == null ? 0 : run.end.ordinal() + 1);
    }
    return hash * 31 + most;
  }

  /** Everything was uploaded that could be: what was safe must be there. */
  void check() {
    for (Run run : runs.values()) {
      for (Item item : run.items) {
        require(
            !item.safe || received(run, item) > 0,
            item + " of " + run.id + " was safe and is lost");
      }
      RunStatus status = status(run.id);
      require(!run.safe || status != RunStatus.RUNNING, run.id + " goes on for ever");
      require(
          !run.endIsSafe || status == run.end,
          run.id + " ended as " + run.end + " and is " + status);
    }
  }

  static void require(boolean right, String what) {
    if (!right) {
      throw new AssertionError(what);
    }
  }
}
