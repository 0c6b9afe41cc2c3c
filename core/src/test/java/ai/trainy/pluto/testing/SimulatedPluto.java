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
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Pluto and its object storage as a simulated machine sees them, with the rules of the real ones:
 * what is stored when, which of two statuses stays, who is taken for dead. It knows what may come,
 * and from where.
 */
public final class SimulatedPluto {
  /** Pluto's monitor takes a run for dead that was silent for as long. */
  private static final Duration SILENCE = Duration.ofSeconds(150);

  private final Map<String, StoredRun> runs = new LinkedHashMap<>();
  private final Map<String, Logged> logged;
  private final SimulatedHost host;
  private final SimulatedHost storage;
  private final Ingest ingest = new Ingest();

  /** What was announced, by the address that it was given. */
  private final Map<String, FileEntry> addresses = new HashMap<>();

  private final Map<String, StoredRun> owners = new HashMap<>();
  private SimulatedMachine machine;
  private long wellSince;
  private boolean well;

  /** Whether the process that asks has had an answer with its key: else three rejections end it. */
  private boolean keyKnown;

  private int processes;
  private boolean alwaysWell;

  /**
   * @param logged what was logged so far, by the external id of the run
   */
  public SimulatedPluto(Random random, Map<String, Logged> logged) {
    this.host = new SimulatedHost(random);
    this.storage = new SimulatedHost(random);
    this.logged = logged;
  }

  /** A process begins, and so many of all requests go wrong. */
  public void begin(SimulatedMachine where, double share, double ofStorage) {
    processes++;
    keyKnown = false;
    alwaysWell = share == 0 && ofStorage == 0;
    machine = where;
    well = alwaysWell;
    wellSince = machine.nanoTime();
    host.faults(share);
    storage.faults(ofStorage);
  }

  /** From now on all is well. */
  public void recover() {
    well = true;
    wellSince = machine.nanoTime();
    host.faults(0);
    storage.faults(0);
  }

  /** Restarts: what it has acknowledged and not stored is gone. */
  public void restart(Duration down) {
    ingest.restart(machine.nanoTime());
    host.goDown(machine.nanoTime() + down.toNanos());
  }

  /** The process is over, and with it what it has not noted. */
  public void processDied() {
    runs.values().forEach(run -> run.processDied(machine.nanoTime()));
  }

  /** Whether nothing goes wrong, and nothing has gone wrong in this process. */
  public boolean isWell() {
    return alwaysWell;
  }

  /** What it has, when it has had time to store it. */
  public Map<String, StoredRun> runs() {
    ingest.storeAll();
    return runs;
  }

  /** The way to it from a machine. */
  public PlutoApi from(SimulatedMachine where) {
    return new Connection(where);
  }

  private void monitor() {
    long now = machine.nanoTime();
    ingest.store(now);
    for (StoredRun run : runs.values()) {
      if (run.status == RunStatus.RUNNING && now - run.heardOf > SILENCE.toNanos()) {
        run.status = RunStatus.FAILED;
        if (run.isSilent(now) || (well && now - wellSince > 2 * SILENCE.toNanos())) {
          machine.fail(run + " was silent");
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

    private StoredRun stored(RunHandle run) {
      return byId(run.runId());
    }

    private StoredRun byId(long id) {
      for (StoredRun run : runs.values()) {
        if (run.handle.runId() == id) {
          return run;
        }
      }
      throw new IllegalStateException("no run " + id);
    }

    /** A request to Pluto. */
    private abstract class Asked<T> implements SimulatedHost.Request<T> {
      @Override
      public Outcome<T> keyRejected() {
        return processes > 1 || !keyKnown
            ? Outcome.tryAgain("503", Duration.ofSeconds(2))
            : Outcome.notSignedIn("401");
      }

      @Override
      public Outcome<T> arrive() {
        monitor();
        return effect();
      }

      abstract Outcome<T> effect();

      Outcome<T> ask() {
        return closed ? Outcome.tryAgain("closed", Duration.ZERO) : host.ask(here, this);
      }
    }

    private <T> Outcome<T> ask(Supplier<Outcome<T>> effect) {
      return new Asked<T>() {
        @Override
        Outcome<T> effect() {
          return effect.get();
        }
      }.ask();
    }

    /** What the server fails because of, while it is not well. */
    private boolean failsOf(String name) {
      return !well && name.startsWith(Logged.SICK);
    }

    private <T> Outcome<T> failure() {
      return Outcome.tryAgain("500", Duration.ZERO);
    }

    @Override
    public Outcome<String> signIn() {
      return ask(() -> Outcome.accepted(FakePluto.ORGANIZATION));
    }

    @Override
    public Outcome<RunHandle> create(RunSpec spec, Optional<Branch> branch) {
      return ask(
          () -> {
            StoredRun old = runs.get(spec.externalId());
            if (old == null && branch.isPresent() && isAhead(branch.get())) {
              return Outcome.refused("forkStep is above the parent's max step");
            }
            RunHandle handle =
                new RunHandle(
                    old == null ? runs.size() + 1 : old.handle.runId(),
                    spec.name(),
                    spec.project(),
                    "https://pluto.example/" + spec.externalId(),
                    old != null);
            StoredRun run =
                old == null
                    ? new StoredRun(handle, spec.externalId(), logged.get(spec.externalId()))
                    : old;
            if (old == null) {
              branch.ifPresent(
                  from ->
                      run.parentAndStep = Logged.at("" + byId(from.parentRunId()), from.step()));
              run.tags = spec.tags();
            }
            runs.put(spec.externalId(), run);
            run.status = RunStatus.RUNNING;
            run.heardOf = here.nanoTime();
            run.takeConfig(spec.config(), here);
            return Outcome.accepted(handle);
          });
    }

    private boolean isAhead(Branch branch) {
      return branch.step() > byId(branch.parentRunId()).maxStep;
    }

    @Override
    public Outcome<OptionalLong> find(String project, String externalId) {
      return ask(
          () -> {
            StoredRun run = runs.get(externalId);
            return Outcome.accepted(
                run == null ? OptionalLong.empty() : OptionalLong.of(run.handle.runId()));
          });
    }

    @Override
    public Outcome<Map<String, Object>> config(long runId) {
      return ask(() -> Outcome.accepted(new LinkedHashMap<>(byId(runId).config)));
    }

    @Override
    public Outcome<Long> createdAt(long runId) {
      return ask(() -> Outcome.accepted(0L));
    }

    @Override
    public Outcome<Void> resume(RunHandle run) {
      return ask(
          () -> {
            stored(run).status = RunStatus.RUNNING;
            stored(run).heardOf = here.nanoTime();
            return Outcome.accepted(null);
          });
    }

    @Override
    public Outcome<Void> registerNames(RunHandle run, LogType type, Collection<String> names) {
      return ask(() -> Outcome.accepted(null));
    }

    @Override
    public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
      StoredRun to = stored(run);
      keyKnown = true;
      Outcome<Void> outcome =
          new Asked<Void>() {
            @Override
            Outcome<Void> effect() {
              for (MetricRow row : rows) {
                for (int i = 0; i < row.size(); i++) {
                  if (Logged.isBad(row.name(i))) {
                    return Outcome.refused("2005 InvalidMetricFormat");
                  }
                }
                to.check(row, here);
                ingest.take(to, row, here.nanoTime());
              }
              return Outcome.accepted(null);
            }

            @Override
            public boolean isRepeatable() {
              return true;
            }
          }.ask();
      if (outcome.kind() == Outcome.Kind.TRY_AGAIN) {
        to.failureIsSeen(here.nanoTime());
      }
      return outcome;
    }

    @Override
    public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
      return sendRows(
          run,
          rows.stream().map(row -> Logged.at(row.name(), row.step())).collect(Collectors.toList()));
    }

    @Override
    public Outcome<Void> sendConsole(RunHandle run, List<ConsoleLines> lines, long offset) {
      return sendRows(
          run,
          lines.stream()
              .flatMap(some -> some.lines().stream())
              .map(ConsoleLines.Line::text)
              .collect(Collectors.toList()));
    }

    /** Rows of which each is kept as often as it comes. */
    private Outcome<Void> sendRows(RunHandle run, List<String> rows) {
      StoredRun to = stored(run);
      List<String> taken = new ArrayList<>();
      return new Asked<Void>() {
        @Override
        Outcome<Void> effect() {
          if (rows.stream().anyMatch(Connection.this::failsOf)) {
            return failure();
          }
          for (String row : rows) {
            if (Logged.isBad(row)) {
              // What lies before it stays, and comes again.
              to.mayComeAgain(taken);
              return Outcome.refused("2006 InvalidDataFormat");
            }
            to.check(row, here);
            taken.add(row);
            ingest.take(to, row, here.nanoTime());
          }
          to.noteRequest(taken);
          return Outcome.accepted(null);
        }

        @Override
        public void answerIsLost() {
          to.mayComeAgain(taken);
        }
      }.ask();
    }

    @Override
    public Outcome<Long> consoleLines(RunHandle run) {
      return ask(() -> Outcome.accepted(0L));
    }

    @Override
    public Outcome<Void> updateNotes(RunHandle run, String notes) {
      return ask(() -> Outcome.accepted(null));
    }

    @Override
    public Outcome<Void> updateTags(RunHandle run, List<String> tags) {
      return ask(
          () -> {
            stored(run).takeTags(tags, here);
            return Outcome.accepted(null);
          });
    }

    @Override
    public Outcome<Void> alert(RunHandle run, Alert alert) {
      boolean[] mailed = {false};
      Outcome<Void> outcome =
          ask(
              () -> {
                if (failsOf(alert.title())) {
                  return failure();
                }
                mailed[0] = true;
                stored(run).mail(alert.title(), here);
                return Outcome.accepted(null);
              });
      if (outcome.isAccepted()) {
        return outcome;
      }
      boolean mayBeOut = mailed[0] || outcome.isTimeout();
      stored(run).alertFailed(alert.title(), mayBeOut);
      return mayBeOut ? Outcome.refused("it may be out") : outcome;
    }

    @Override
    public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
      return ask(
          () -> {
            if (values.keySet().stream().anyMatch(this::failsOf)) {
              return failure();
            }
            if (values.keySet().stream().anyMatch(Logged::isBad)) {
              return Outcome.refused("400");
            }
            stored(run).takeConfig(values, here);
            return Outcome.accepted(null);
          });
    }

    @Override
    public Outcome<List<String>> presign(RunHandle run, List<FileEntry> files) {
      return ask(
          () -> {
            if (files.stream().anyMatch(file -> Logged.isBad(file.fileName()))) {
              return Outcome.refused("422");
            }
            List<String> made = new ArrayList<>();
            for (FileEntry file : files) {
              String address = "https://storage.example/" + addresses.size();
              addresses.put(address, file);
              owners.put(address, stored(run));
              made.add(address);
            }
            return Outcome.accepted(made);
          });
    }

    @Override
    public Outcome<Void> upload(String address, Path content, String fileType) {
      if (closed) {
        return Outcome.tryAgain("closed", Duration.ZERO);
      }
      return storage.ask(
          here,
          () -> {
            FileEntry file = addresses.get(address);
            if (file == null) {
              return Outcome.refused("no such address");
            }
            if (failsOf(file.fileName())) {
              return Outcome.tryAgain("SlowDown", Duration.ZERO);
            }
            try {
              owners.get(address).takeFile(file, Files.readString(content), here);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return Outcome.accepted(null);
          });
    }

    @Override
    public Outcome<RunStatus> heartbeat(RunHandle run) {
      keyKnown = true;
      StoredRun heard = stored(run);
      heard.heartbeatAsked(here.nanoTime());
      Outcome<RunStatus> outcome =
          ask(
              () -> {
                heard.heardOf = here.nanoTime();
                return Outcome.accepted(heard.status);
              });
      heard.heartbeat(here.nanoTime(), outcome.kind() != Outcome.Kind.TRY_AGAIN);
      return outcome;
    }

    @Override
    public Outcome<Void> updateStatus(
        RunHandle run, RunStatus status, OptionalLong time, Map<String, Object> details) {
      Outcome<Void> outcome =
          ask(
              () -> {
                // The worse of two stays, unless the run runs in between.
                StoredRun ended = stored(run);
                if (ended.status != RunStatus.FAILED) {
                  ended.status = status;
                }
                return Outcome.accepted(null);
              });
      if (outcome.kind() == Outcome.Kind.TRY_AGAIN) {
        stored(run).failureIsSeen(here.nanoTime());
      }
      return outcome;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
