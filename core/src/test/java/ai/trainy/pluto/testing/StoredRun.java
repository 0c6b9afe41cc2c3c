package ai.trainy.pluto.testing;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run as a simulated Pluto has it. Whatever comes is held against what was logged: nothing of
 * another run, no other value, nothing twice that need not be.
 */
public final class StoredRun {
  /** An alert is given up after so many. */
  private static final int ALERT_ATTEMPTS = 10;

  private static final long SILENT_NANOS = Duration.ofSeconds(100).toNanos();

  /** So long what was acknowledged is kept. */
  private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();

  final RunHandle handle;
  final Map<String, Object> config = new LinkedHashMap<>();
  List<String> tags = List.of();
  RunStatus status = RunStatus.RUNNING;
  long heardOf;
  long maxStep = -1;
  String parentAndStep;

  private final String externalId;
  private final Logged logged;
  private final Map<String, Double> points = new HashMap<>();
  private final Map<String, Long> times = new HashMap<>();
  private final Set<String> rows = new HashSet<>();
  private final Set<String> files = new HashSet<>();
  private final Map<String, Integer> mails = new HashMap<>();
  private final Map<String, Integer> alertFailures = new HashMap<>();
  private final Set<String> alertsGivenUp = new HashSet<>();

  /** How often a row has come, and how often it may. */
  private final Map<String, Integer> came = new HashMap<>();

  private final Map<String, Integer> mayCome = new HashMap<>();

  /** The rows of the last requests: the process may die before it notes the yes. */
  private final Deque<List<String>> lastRequests = new ArrayDeque<>();

  /** What a restart has dropped, and nobody need send again. */
  private final Set<String> dropped = new HashSet<>();

  /** The same, until a request fails by which that is seen; and when it was acknowledged, ns. */
  private final Map<String, Long> unseen = new HashMap<>();

  private boolean heartbeatAnswered;

  /** When its program last asked, ns; null if it never did. */
  private Long heartbeatAsked;

  private int deaths;

  StoredRun(RunHandle handle, String externalId, Logged logged) {
    this.handle = handle;
    this.externalId = externalId;
    this.logged = logged;
  }

  // What comes.

  void check(MetricRow row, SimulatedMachine machine) {
    for (int i = 0; i < row.size(); i++) {
      String key = Logged.at(row.name(i), row.step());
      if (!row.name(i).startsWith("sys/pluto.") && !logged.was(key, row.value(i))) {
        machine.fail(key + "=" + row.value(i) + " came to " + this + ", which never logged it");
      }
    }
  }

  void check(String key, SimulatedMachine machine) {
    if (!logged.was(key, key)) {
      machine.fail(key + " came to " + this + ", which never logged it");
    }
    if (came.merge(key, 1, Integer::sum) > 1 + mayCome.getOrDefault(key, 0)) {
      machine.fail(key + " came to " + this + " once more, for no reason");
    }
  }

  void takeConfig(Map<String, Object> values, SimulatedMachine machine) {
    values.forEach(
        (key, value) -> {
          if (!logged.was(Logged.CONFIG + key, value)) {
            machine.fail(key + "=" + value + " is config of " + this + ", which never had it");
          }
        });
    config.putAll(values);
  }

  void takeTags(List<String> assigned, SimulatedMachine machine) {
    if (!logged.was("tags", assigned)) {
      machine.fail(this + " has tags " + assigned + ", which it never had");
    }
    tags = assigned;
  }

  void takeFile(FileEntry file, String content, SimulatedMachine machine) {
    if (!content.equals(logged.files.get(file.logName()))) {
      machine.fail(file.logName() + " of " + this + " is not as it was logged");
    }
    files.add(file.logName());
  }

  void mail(String title, SimulatedMachine machine) {
    if (mails.merge(title, 1, Integer::sum) > 1 + deaths) {
      machine.fail("alert " + title + " was mailed again");
    }
  }

  /** It may have been mailed, and is not tried again; or it may. */
  void alertFailed(String title, boolean mayBeOut) {
    if (mayBeOut || alertFailures.merge(title, 1, Integer::sum) >= ALERT_ATTEMPTS) {
      alertsGivenUp.add(title);
    }
  }

  void mayComeAgain(List<String> some) {
    some.forEach(key -> mayCome.merge(key, 1, Integer::sum));
  }

  void noteRequest(List<String> some) {
    lastRequests.add(some);
    if (lastRequests.size() > 2) {
      lastRequests.remove();
    }
  }

  // What becomes of it.

  void store(MetricRow row) {
    for (int i = 0; i < row.size(); i++) {
      String key = Logged.at(row.name(i), row.step());
      if (row.time() >= times.getOrDefault(key, 0L)) {
        times.put(key, row.time());
        points.put(key, row.value(i));
      }
      maxStep = Math.max(maxStep, row.step());
    }
  }

  void store(String key) {
    rows.add(key);
  }

  void drop(MetricRow row, long acknowledged) {
    // Of one that has ended, or that several programs log to, it is not known whether it is seen.
    boolean seen = !logged.over && logged.programs == 1;
    for (int i = 0; i < row.size(); i++) {
      String key = Logged.at(row.name(i), row.step());
      if (seen) {
        // What is asked only to see whether the server works is not kept.
        unseen.putIfAbsent(key, acknowledged);
      } else {
        dropped.add(key);
      }
    }
  }

  void drop(String key) {
    dropped.add(key);
  }

  /** The program sees a request fail: what was acknowledged shortly before comes again. */
  void failureIsSeen(long now) {
    unseen.values().removeIf(acknowledged -> now - acknowledged < KEPT_NANOS);
  }

  void heartbeatAsked(long now) {
    heartbeatAsked = now;
  }

  /** Whether its program lives, has begun to send heartbeats, and has stopped. */
  boolean isSilent(long now) {
    // Of several programs, each has begun at its own time.
    boolean alive = !logged.over && logged.programs == 1;
    return alive && heartbeatAsked != null && now - heartbeatAsked > SILENT_NANOS;
  }

  void heartbeat(long now, boolean answered) {
    if (heartbeatAnswered && !answered) {
      failureIsSeen(now);
    }
    heartbeatAnswered = answered;
  }

  void processDied(long now) {
    deaths++;
    lastRequests.forEach(this::mayComeAgain);
    lastRequests.clear();
    failureIsSeen(now);
    heartbeatAnswered = false;
    heartbeatAsked = null;
  }

  /** What is wrong in the end; empty if nothing is. */
  public String fault() {
    StringBuilder fault = new StringBuilder();
    List<String> lost = new ArrayList<>();
    logged.points.forEach(
        (key, value) -> {
          Double there = points.get(key);
          if (!value.equals(there) && !unseen.containsKey(key) && !logged.mayBe(key, there)) {
            lost.add(key);
          }
        });
    logged.rows.stream().filter(key -> !rows.contains(key)).forEach(lost::add);
    logged.config.forEach(
        (key, value) -> {
          Object there = config.get(key);
          if (!value.equals(there) && !logged.mayBe(Logged.CONFIG + key, there)) {
            lost.add(Logged.CONFIG + key);
          }
        });
    for (String title : logged.alerts) {
      if (!mails.containsKey(title) && !alertsGivenUp.contains(title)) {
        lost.add("alert " + title);
      }
    }
    lost.removeAll(dropped);
    if (lost.size() > logged.refused) {
      fault.append(lost).append(" are lost; ");
    }
    for (String key : logged.earlierConfig) {
      if (!config.containsKey(key)) {
        fault.append(key).append(" is lost; ");
      }
    }
    for (String name : logged.files.keySet()) {
      if (!files.contains(name) && !Logged.isBad(name.substring(name.indexOf('/') + 1))) {
        fault.append(name).append(" is lost; ");
      }
    }
    if (logged.tags != null && !tags.equals(logged.tags) && !logged.mayBe("tags", tags)) {
      fault.append("tags are ").append(tags).append("; ");
    }
    if (parentAndStep != null && !parentAndStep.equals(logged.parentAndStep)) {
      fault.append("it goes on from ").append(parentAndStep).append("; ");
    }
    if (status != logged.end && status != logged.ending) {
      fault.append("it is ").append(status);
    }
    return fault.toString();
  }

  @Override
  public String toString() {
    return externalId;
  }
}
