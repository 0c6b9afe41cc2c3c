package ai.trainy.pluto.local;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Every run and everything ingested. Safe for use by several threads. */
final class Store {
  /** Far from the runs' numbers, so that a client mixing the two up is found out. */
  private static final long FIRST_RUN_ID = 90_001;

  private final Clock clock;
  private final @Nullable Archive archive; // null: in memory
  private final Map<String, Project> projects = new HashMap<>();
  private final Map<Long, StoredRun> runs = new ConcurrentSkipListMap<>();
  private final Map<Long, Map<String, RunData>> data = new ConcurrentSkipListMap<>();
  private final Unstored unstored = new Unstored(this::now);
  private long nextRunId = FIRST_RUN_ID;
  private volatile boolean atLimit;

  /**
   * @param archive where everything is kept, and what is known at the start comes from; null: all
   *     is in memory
   */
  Store(Clock clock, @Nullable Archive archive) {
    this.clock = clock;
    this.archive = archive;
    if (archive != null) {
      archive.runs().forEach(this::restore);
    }
  }

  private void restore(StoredRun run) {
    project(run.project()).restore(run);
    runs.put(run.id(), run);
    nextRunId = Math.max(nextRunId, run.id() + 1);
  }

  /** Brings what has changed to disk; does nothing if all is in memory. */
  void save() {
    if (archive != null) {
      unstored.store();
      archive.save(runs.values());
    }
  }

  Instant now() {
    return clock.instant();
  }

  /** Returns the project, created on first use. */
  synchronized Project project(String name) {
    return projects.computeIfAbsent(name, Project::new);
  }

  /** Returns the run, or null. */
  synchronized @Nullable StoredRun find(String project, @Nullable String externalId) {
    Project found = projects.get(project);
    return found == null || externalId == null ? null : found.withExternalId(externalId);
  }

  /** Adds a run; returns null if another has taken its external id meanwhile. */
  synchronized @Nullable StoredRun add(Project project, NewRun wanted) {
    if (project.withExternalId(wanted.externalId) != null) {
      return null;
    }
    long number = project.nextNumber();
    StoredRun run =
        new StoredRun(
            nextRunId++, number, project.displayId(number), project.name(), wanted, now());
    project.add(run);
    runs.put(run.id(), run);
    return run;
  }

  /** Returns the run, or null. */
  @Nullable StoredRun run(long id) {
    return runs.get(id);
  }

  /** Returns the runs in the order of their creation. */
  List<StoredRun> runs() {
    return new ArrayList<>(runs.values());
  }

  /** Returns the place for what is ingested under this id and project, made on first use. */
  RunData dataFor(long runId, String project) {
    if (archive != null) {
      return archive.findOrAdd(runId, project);
    }
    return data.computeIfAbsent(runId, id -> new ConcurrentHashMap<>())
        .computeIfAbsent(project, name -> new RunData());
  }

  /** Returns what stands before the data of runs. */
  Unstored unstored() {
    return unstored;
  }

  /** Returns what readers of the run see: only what was sent with the run's own project. */
  RunData dataOf(StoredRun run) {
    unstored.store();
    RunData own =
        archive != null
            ? archive.find(run.id(), run.project())
            : data.getOrDefault(run.id(), Map.of()).get(run.project());
    return own == null ? new RunData() : own;
  }

  /** Visits what was ingested for runs that do not exist under that id and project. */
  void forEachStray(BiConsumer<Long, Map.Entry<String, RunData>> visitor) {
    unstored.store();
    if (archive != null) {
      archive.forEachPlace(
          (id, project) -> {
            StoredRun run = run(id);
            if (run == null || !run.project().equals(project)) {
              visitor.accept(id, Map.entry(project, archive.findOrAdd(id, project)));
            }
          });
      return;
    }
    data.forEach(
        (id, byProject) -> {
          StoredRun run = run(id);
          for (Map.Entry<String, RunData> entry : byProject.entrySet()) {
            if (run == null || !run.project().equals(entry.getKey())) {
              visitor.accept(id, entry);
            }
          }
        });
  }

  boolean isAtLimit() {
    return atLimit;
  }

  void setAtLimit(boolean full) {
    atLimit = full;
  }
}
