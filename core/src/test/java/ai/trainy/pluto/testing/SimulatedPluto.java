package ai.trainy.pluto.testing;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.Branch;
import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunIntent;
import ai.trainy.pluto.api.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Pluto as a simulated machine sees it, and the way to it, on which anything may happen to a
 * request. It knows what may come, and from where.
 */
public final class SimulatedPluto {
  /** A name of which the server takes no value. */
  public static final String BAD = "bad";

  /** Pluto's monitor takes a run for dead that was silent for as long. */
  private static final Duration SILENCE = Duration.ofSeconds(150);

  private enum Fault {
    REFUSED,
    LOST_REQUEST,
    LOST_ANSWER,
    DUPLICATE,
    DELAYED,
    PORTAL,
    KEY_REJECTED,
    HALF_CLOSED,
    SLOW
  }

  /** A run as the server has it. */
  public static final class Stored {
    private final RunHandle handle;
    private final String externalId;
    private final Map<String, Double> points = new HashMap<>();
    private RunStatus status = RunStatus.RUNNING;
    private long heardOf;

    private Stored(RunHandle handle, String externalId) {
      this.handle = handle;
      this.externalId = externalId;
    }

    public Map<String, Double> points() {
      return points;
    }

    public RunStatus status() {
      return status;
    }
  }

  private final Random random;
  private final Map<String, Stored> runs = new LinkedHashMap<>();
  private final Map<String, Map<String, Double>> logged;
  private SimulatedMachine machine;
  private double faults;
  private long wellSince;

  /** Whether the process that asks has had an answer with its key: else three rejections end it. */
  private boolean keyKnown;

  private int processes;
  private boolean alwaysWell;

  /**
   * @param logged what was logged so far, by the external id of the run, as {@link #key} has it
   */
  public SimulatedPluto(Random random, Map<String, Map<String, Double>> logged) {
    this.random = random;
    this.logged = logged;
  }

  public static String key(String name, long step) {
    return name + "@" + step;
  }

  /** From now on it is asked by that machine, and so many of all requests go wrong. */
  public void faults(double share, SimulatedMachine where) {
    if (machine != where) {
      processes++;
      keyKnown = false;
      alwaysWell = share == 0;
    }
    machine = where;
    faults = share;
    wellSince = machine.nanoTime();
  }

  /** Whether nothing goes wrong, and nothing has gone wrong in this process. */
  public boolean isWell() {
    return alwaysWell;
  }

  public Map<String, Stored> runs() {
    return runs;
  }

  /** The way to it from a machine. */
  public PlutoApi from(SimulatedMachine where) {
    return new Connection(where);
  }

  private void takeRows(Stored run, List<MetricRow> rows) {
    Map<String, Double> known = logged.get(run.externalId);
    for (MetricRow row : rows) {
      for (int i = 0; i < row.size(); i++) {
        String key = key(row.name(i), row.step());
        if (known.containsKey(key)) {
          if (known.get(key) != row.value(i)) {
            machine.fail(key + " of " + run.externalId + " is " + row.value(i));
          }
          run.points.put(key, row.value(i));
        } else if (!row.name(i).equals("sys/pluto.rejected")) {
          machine.fail(key + " came to " + run.externalId + ", which never logged it");
        }
      }
    }
  }

  private void monitor() {
    long now = machine.nanoTime();
    for (Stored run : runs.values()) {
      if (run.status == RunStatus.RUNNING && now - run.heardOf > SILENCE.toNanos()) {
        run.status = RunStatus.FAILED;
        if (faults == 0 && now - wellSince > 2 * SILENCE.toNanos()) {
          machine.fail(run.externalId + " was silent");
        }
      }
    }
  }

  private final class Connection implements PlutoApi {
    private final SimulatedMachine here;
    private boolean closed;

    Connection(SimulatedMachine here) {
      this.here = here;
    }

    private Stored stored(RunHandle run) {
      return runs.values().stream()
          .filter(each -> each.handle.runId() == run.runId())
          .findFirst()
          .orElseThrow();
    }

    private <T> Outcome<T> answer(Supplier<Outcome<T>> effect) {
      return answer(effect, false);
    }

    /**
     * @param idempotent whether it may be done again, and later than what follows it
     */
    private <T> Outcome<T> answer(Supplier<Outcome<T>> effect, boolean idempotent) {
      if (closed) {
        return Outcome.tryAgain("closed", Duration.ZERO);
      }
      here.sleep(Duration.ofMillis(random.nextInt(20)));
      if (random.nextDouble() >= faults) {
        return done(effect);
      }
      Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
      switch (fault) {
        case LOST_REQUEST:
          here.sleep(Duration.ofSeconds(10));
          return Outcome.timeout("timeout");
        case LOST_ANSWER:
          done(effect);
          here.sleep(Duration.ofSeconds(10));
          return Outcome.timeout("timeout");
        case DUPLICATE:
          later(effect, idempotent);
          return done(effect);
        case DELAYED:
          later(effect, idempotent);
          here.sleep(Duration.ofSeconds(10));
          return Outcome.timeout("timeout");
        case PORTAL:
          return Outcome.tryAgain("an answer that is not Pluto's", Duration.ZERO);
        case KEY_REJECTED:
          return processes > 1 || !keyKnown
              ? Outcome.tryAgain("503", Duration.ofSeconds(random.nextInt(3)))
              : Outcome.notSignedIn("401");
        case HALF_CLOSED:
          done(effect);
          return Outcome.tryAgain("closed by the other side", Duration.ZERO);
        case SLOW:
          here.sleep(Duration.ofMillis(random.nextInt(30_000)));
          return done(effect);
        default:
          return Outcome.tryAgain("connection refused", Duration.ZERO);
      }
    }

    private <T> Outcome<T> done(Supplier<Outcome<T>> effect) {
      monitor();
      Outcome<T> outcome = effect.get();
      here.yieldNow();
      return outcome;
    }

    private <T> void later(Supplier<Outcome<T>> effect, boolean idempotent) {
      if (idempotent) {
        Duration delay = Duration.ofMillis(random.nextInt(60_000));
        here.start(
            "on its way",
            () -> {
              here.sleep(delay);
              done(effect);
            },
            e -> here.fail("the server failed: " + e));
      }
    }

    @Override
    public Outcome<String> signIn() {
      return answer(() -> Outcome.accepted(FakePluto.ORGANIZATION));
    }

    @Override
    public Outcome<RunHandle> create(RunIntent intent, Optional<Branch> branch) {
      return answer(
          () -> {
            Stored old = runs.get(intent.externalId());
            RunHandle handle =
                new RunHandle(
                    old == null ? runs.size() + 1 : old.handle.runId(),
                    intent.name(),
                    intent.project(),
                    "https://pluto.example/" + intent.externalId(),
                    old != null);
            Stored run = old == null ? new Stored(handle, intent.externalId()) : old;
            runs.put(intent.externalId(), run);
            run.status = RunStatus.RUNNING;
            run.heardOf = here.nanoTime();
            return Outcome.accepted(handle);
          });
    }

    @Override
    public Outcome<OptionalLong> find(String project, String externalId) {
      return answer(
          () -> {
            Stored run = runs.get(externalId);
            return Outcome.accepted(
                run == null ? OptionalLong.empty() : OptionalLong.of(run.handle.runId()));
          });
    }

    @Override
    public Outcome<Map<String, Object>> config(long runId) {
      return answer(() -> Outcome.accepted(Map.of()));
    }

    @Override
    public Outcome<Long> createdAt(long runId) {
      return answer(() -> Outcome.accepted(0L));
    }

    @Override
    public Outcome<Void> resume(RunHandle run) {
      return answer(
          () -> {
            stored(run).status = RunStatus.RUNNING;
            stored(run).heardOf = here.nanoTime();
            return Outcome.accepted(null);
          });
    }

    @Override
    public Outcome<Void> registerNames(RunHandle run, LogType type, Collection<String> names) {
      return answer(() -> Outcome.accepted(null));
    }

    @Override
    public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
      Stored to = stored(run);
      keyKnown = true;
      return answer(
          () -> {
            for (int i = 0; i < rows.size(); i++) {
              if (hasBad(rows.get(i))) {
                takeRows(to, rows.subList(0, i));
                return Outcome.refused("2005 InvalidMetricFormat");
              }
            }
            takeRows(to, rows);
            return Outcome.accepted(null);
          },
          true);
    }

    private boolean hasBad(MetricRow row) {
      for (int i = 0; i < row.size(); i++) {
        if (row.name(i).equals(BAD)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<Void> sendConsole(RunHandle run, List<ConsoleLines> lines, long offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<Long> consoleLines(RunHandle run) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<Void> updateTags(RunHandle run, List<String> tags) {
      return answer(() -> Outcome.accepted(null));
    }

    @Override
    public Outcome<Void> updateNotes(RunHandle run, String notes) {
      return answer(() -> Outcome.accepted(null));
    }

    @Override
    public Outcome<Void> alert(RunHandle run, Alert alert) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
      return answer(() -> Outcome.accepted(null));
    }

    @Override
    public Outcome<List<String>> presign(RunHandle run, List<FileEntry> files) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<Void> upload(String address, Path content, String fileType) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<RunStatus> heartbeat(RunHandle run) {
      keyKnown = true;
      return answer(
          () -> {
            Stored heard = stored(run);
            heard.heardOf = here.nanoTime();
            return Outcome.accepted(heard.status);
          });
    }

    @Override
    public Outcome<Void> updateStatus(
        RunHandle run, RunStatus status, OptionalLong time, Map<String, Object> details) {
      return answer(
          () -> {
            // The worse of two stays, unless the run runs in between.
            Stored ended = stored(run);
            if (ended.status != RunStatus.FAILED) {
              ended.status = status;
            }
            return Outcome.accepted(null);
          });
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
