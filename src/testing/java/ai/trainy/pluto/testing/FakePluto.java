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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A server in memory that holds whoever calls it to the protocol. It answers yes until told
 * otherwise; what it was asked against the rules it notes, and {@link #assertObeyed} fails with
 * that, since an exception on the uploader's thread would be swallowed there.
 */
public final class FakePluto implements PlutoApi {
  /** Whose keys it knows. */
  public static final String ORGANIZATION = "acme-vision";

  /** The methods of the port. */
  public enum Call {
    SIGN_IN,
    CREATE,
    RESUME,
    REGISTER,
    METRICS,
    CONFIG,
    HEARTBEAT,
    STATUS,
    PRESIGN,
    UPLOAD,
    DATA,
    TAGS,
    NOTES,
    ALERT,
    FIND,
    READ_CONFIG,
    READ_CREATED_AT,
    CONSOLE,
    READ_CONSOLE
  }

  private static final Set<Call> AFTER_THE_END =
      EnumSet.of(Call.SIGN_IN, Call.CREATE, Call.RESUME, Call.STATUS);

  /** Of two final ones the later stays (the protocol, section 4). */
  private static final List<RunStatus> RANKS =
      List.of(
          RunStatus.RUNNING,
          RunStatus.COMPLETED,
          RunStatus.TERMINATED,
          RunStatus.CANCELLED,
          RunStatus.FAILED);

  private static final long MAX_STEP = (1L << 53) - 1;

  private final Map<Call, Deque<Outcome<?>>> next = new EnumMap<>(Call.class);
  private final Map<Call, Outcome<?>> always = new EnumMap<>(Call.class);
  private final Map<Call, Integer> counts = new EnumMap<>(Call.class);
  private final List<Call> calls = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final AtomicInteger inFlight = new AtomicInteger();

  private final Map<String, RunHandle> runs = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<String> dataNames = new LinkedHashSet<>();
  private final List<RunSpec> specs = new ArrayList<>();
  private final List<String> points = new ArrayList<>();
  private final List<String> pointsOfRuns = new ArrayList<>();
  private final List<Integer> requestPoints = new ArrayList<>();
  private final Map<String, Object> config = new LinkedHashMap<>();
  private final Set<String> fileNames = new LinkedHashSet<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final List<FileEntry> entries = new ArrayList<>();
  private final List<DataRow> data = new ArrayList<>();
  private final List<String> console = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private volatile long createdAt;
  private final Map<String, Map<String, Object>> configs = new LinkedHashMap<>();
  private final List<Map<String, Object>> configUpdates = new ArrayList<>();
  private final List<List<String>> tagUpdates = new ArrayList<>();
  private List<String> tags = List.of();
  private String notes;
  private Branch branch;
  private Predicate<DataRow> badData = row -> false;
  private Predicate<String> badKey = key -> false;
  private final List<RunStatus> statuses = new ArrayList<>();
  private final Map<Long, RunStatus> lastStatuses = new HashMap<>();
  private final List<String> ends = new ArrayList<>();
  private RunSpec spec;
  private final List<OptionalLong> statusTimes = new ArrayList<>();
  private Map<String, Object> statusDetails = Map.of();
  private RunStatus heartbeatAnswer = RunStatus.RUNNING;
  private Predicate<MetricRow> badRow = row -> false;
  private Random chaos;
  private CountDownLatch silence = new CountDownLatch(0);
  private int lostAnswers;
  private boolean ended;
  private boolean lateData;
  private int lanes = 1;
  private int closed;

  // What a test tells it.

  /** The next answers to {@code call}, none of which is a yes. */
  public synchronized void failNext(Call call, Outcome<?>... outcomes) {
    next.computeIfAbsent(call, c -> new ArrayDeque<>()).addAll(List.of(outcomes));
  }

  /** The answer to {@code call} from now on. */
  public synchronized void failAlways(Call call, Outcome<?> outcome) {
    always.put(call, outcome);
  }

  /** Everything answers TRY_AGAIN, as if there were no network. */
  public synchronized void goAway() {
    for (Call call : Call.values()) {
      always.put(call, Outcome.tryAgain("connection refused", Duration.ZERO));
    }
  }

  /** Undoes {@link #failAlways} and {@link #goAway}. */
  public synchronized void comeBack() {
    always.clear();
  }

  /** Calls are not answered at all until {@link #speak}. */
  public synchronized void fallSilent() {
    silence = new CountDownLatch(1);
  }

  public synchronized void speak() {
    silence.countDown();
  }

  /** What comes after the final status, or beside it, is as it should be: it was sent early. */
  public synchronized void expectLateData() {
    lateData = true;
  }

  /** Something may be deferred, and sent beside the rest. */
  public synchronized void expectDeferral() {
    lanes = 2;
  }

  /** A request with such a row is refused; rows before it are taken (the protocol, 8.5). */
  public synchronized void refuseRows(Predicate<MetricRow> bad) {
    badRow = bad;
  }

  /** A request with such data is refused; rows before it are taken (the protocol, 8.5). */
  public synchronized void refuseData(Predicate<DataRow> bad) {
    badData = bad;
  }

  /** A request for config with such a key, at any depth, is refused as a whole. */
  public synchronized void refuseConfig(Predicate<String> bad) {
    badKey = bad;
  }

  private boolean isBad(Map<?, ?> values) {
    return values.entrySet().stream()
        .anyMatch(
            entry ->
                badKey.test((String) entry.getKey())
                    || (entry.getValue() instanceof Map && isBad((Map<?, ?>) entry.getValue())));
  }

  /** The next requests for metrics are taken, but their answer does not arrive. */
  public synchronized void loseAnswers(int count) {
    lostAnswers = count;
  }

  /** From now on a third of the calls fail in passing, half of them after they were taken. */
  public synchronized void beUnreliable(Random random) {
    chaos = random;
  }

  /** The same server over a new connection, for whoever comes after the last one was closed. */
  public synchronized FakePluto reconnected() {
    closed = 0;
    ended = false;
    lastStatuses.clear();
    return this;
  }

  public synchronized void answerHeartbeats(RunStatus status) {
    heartbeatAnswer = status;
  }

  // What a test asks it.

  /** Fails if a rule of the protocol was broken. */
  public synchronized void assertObeyed() {
    if (!violations.isEmpty()) {
      throw new AssertionError("the protocol was broken: " + String.join("; ", violations));
    }
  }

  /** What was taken, in order, each as {@code name@step=value}. */
  public synchronized List<String> points() {
    return List.copyOf(points);
  }

  /** What was taken, in order, each as {@code run step name=value}. */
  public synchronized List<String> pointsOfRuns() {
    return List.copyOf(pointsOfRuns);
  }

  /** How many points each request for metrics had. */
  public synchronized List<Integer> requestPoints() {
    return List.copyOf(requestPoints);
  }

  public synchronized Set<String> names() {
    return new LinkedHashSet<>(names);
  }

  public synchronized Map<String, Object> config() {
    return new LinkedHashMap<>(config);
  }

  /** The updates of config that were taken, in order. */
  public synchronized List<Map<String, Object>> configUpdates() {
    return new ArrayList<>(configUpdates);
  }

  /** The run's notes; null if there are none. */
  public synchronized String notes() {
    return notes;
  }

  public synchronized List<RunStatus> statuses() {
    return List.copyOf(statuses);
  }

  /** The final statuses, in order, each as {@code run status}. */
  public synchronized List<String> ends() {
    return List.copyOf(ends);
  }

  /** What each create that was taken asked for, in order. */
  public synchronized List<RunSpec> specs() {
    return List.copyOf(specs);
  }

  /** What the last create asked for. */
  public synchronized RunSpec spec() {
    return spec;
  }

  /** The time of the last status. */
  public synchronized OptionalLong statusTime() {
    return statusTimes.isEmpty() ? OptionalLong.empty() : statusTimes.get(statusTimes.size() - 1);
  }

  /** The times of all statuses that were reported, those that were no event among them. */
  public synchronized List<OptionalLong> statusTimes() {
    return List.copyOf(statusTimes);
  }

  /** What was told beside the last status. */
  public synchronized Map<String, Object> statusDetails() {
    return statusDetails;
  }

  public synchronized int count(Call call) {
    return counts.getOrDefault(call, 0);
  }

  /** The calls in order, without heartbeats. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  public synchronized int closed() {
    return closed;
  }

  // The port.

  @Override
  public Outcome<String> signIn() {
    return answer(Call.SIGN_IN, () -> Outcome.accepted(ORGANIZATION));
  }

  @Override
  public Outcome<RunHandle> create(RunSpec asked, Optional<Branch> from) {
    synchronized (this) {
      spec = asked;
      branch = from.orElse(null);
      check("project", NameCheck.faultOfProject(asked.project()));
      check("run name", NameCheck.faultOfRun(asked.name()));
      check("external id", NameCheck.faultOfRun(asked.externalId()));
      require(asked.tags().size() <= 50, asked.tags().size() + " tags");
      require(
          asked.tags().stream().filter(tag -> tag.startsWith("group:")).count() <= 1,
          "more than one group:* tag");
      asked.tags().forEach(tag -> checkPlain("tag", tag));
      checkPlain("config", asked.config());
      checkPlain("system metadata", asked.metadata());
      require(asked.startedAt() >= 0, "started at " + asked.startedAt());
    }
    return answer(
        Call.CREATE,
        () -> {
          String id = asked.project() + "\n" + asked.externalId();
          boolean resumed = runs.containsKey(id);
          long number = resumed ? runs.get(id).runId() : 90_210 + runs.size();
          RunHandle run =
              new RunHandle(
                      number,
                      asked.name(),
                      asked.project(),
                      "https://pluto.example.test/" + number,
                      resumed)
                  .withDisplayId("OLA-" + (number - 90_209));
          runs.putIfAbsent(id, run);
          specs.add(asked);
          ended = false;
          lastStatuses.remove(number);
          merge(number, asked.config());
          if (!resumed) {
            tags = asked.tags();
          }
          return Outcome.accepted(run);
        });
  }

  @Override
  public Outcome<Void> resume(RunHandle run) {
    synchronized (this) {
      checkRun(run);
    }
    return answer(
        Call.RESUME,
        () -> {
          ended = false;
          lastStatuses.remove(run.runId());
          return Outcome.accepted(null);
        });
  }

  @Override
  public Outcome<Void> registerNames(RunHandle run, LogType type, Collection<String> fresh) {
    synchronized (this) {
      checkRun(run);
      if (type != LogType.METRIC && type != LogType.HISTOGRAM && type != LogType.TABLE) {
        return registerFile(fresh);
      }
      fresh.forEach(this::checkMetricName);
      require(new LinkedHashSet<>(fresh).size() == fresh.size(), "a name twice in one request");
    }
    Outcome<Void> outcome =
        answer(
            Call.REGISTER,
            () -> {
              register(type, fresh);
              return Outcome.accepted(null);
            });
    if (outcome.kind() == Outcome.Kind.REFUSED) {
      synchronized (this) {
        // Asked for and decided: points may come.
        register(type, fresh);
      }
    }
    return outcome;
  }

  private void register(LogType type, Collection<String> fresh) {
    if (type == LogType.METRIC) {
      names.addAll(fresh);
    } else {
      fresh.forEach(name -> dataNames.add(type + " " + name));
    }
  }

  @Override
  public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
    int size = rows.stream().mapToInt(MetricRow::size).sum();
    synchronized (this) {
      checkRun(run);
      require(!rows.isEmpty(), "no rows");
      rows.forEach(this::checkRow);
      requestPoints.add(size);
    }
    return answer(Call.METRICS, () -> take(run, rows));
  }

  private Outcome<Void> take(RunHandle run, List<MetricRow> rows) {
    for (MetricRow row : rows) {
      if (badRow.test(row)) {
        return Outcome.refused("2005 InvalidMetricFormat");
      }
      for (int i = 0; i < row.size(); i++) {
        points.add(row.name(i) + "@" + row.step() + "=" + row.value(i));
        pointsOfRuns.add(run.runName() + " " + row.step() + " " + row.name(i) + "=" + row.value(i));
      }
    }
    if (lostAnswers > 0) {
      lostAnswers--;
      return Outcome.tryAgain("timeout", Duration.ZERO);
    }
    return Outcome.accepted(null);
  }

  /** On a resumed run as well (the protocol, section 2.4). */
  private void merge(long runId, Map<String, Object> values) {
    config.putAll(values);
    configs.computeIfAbsent("" + runId, any -> new LinkedHashMap<>()).putAll(values);
  }

  @Override
  public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
    synchronized (this) {
      checkRun(run);
      require(!values.isEmpty(), "an empty config update");
      checkPlain("config", values);
    }
    return answer(
        Call.CONFIG,
        () -> {
          if (isBad(values)) {
            return Outcome.refused("Invalid config JSON");
          }
          merge(run.runId(), values);
          configUpdates.add(values);
          return Outcome.accepted(null);
        });
  }

  @Override
  public Outcome<OptionalLong> find(String project, String externalId) {
    return answer(
        Call.FIND,
        () -> {
          RunHandle run = runs.get(project + "\n" + externalId);
          return Outcome.accepted(
              run == null ? OptionalLong.empty() : OptionalLong.of(run.runId()));
        });
  }

  @Override
  public Outcome<Map<String, Object>> config(long runId) {
    return answer(
        Call.READ_CONFIG,
        () -> Outcome.accepted(new LinkedHashMap<>(configs.getOrDefault("" + runId, Map.of()))));
  }

  /** When every run of the server began, ms since the epoch. */
  public void began(long time) {
    createdAt = time;
  }

  @Override
  public Outcome<Long> createdAt(long runId) {
    return answer(Call.READ_CREATED_AT, () -> Outcome.accepted(createdAt));
  }

  @Override
  public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
    synchronized (this) {
      checkRun(run);
      require(!rows.isEmpty(), "no data");
      for (DataRow row : rows) {
        checkMetricName(row.name());
        require(
            dataNames.contains(row.type() + " " + row.name()),
            "'" + row.name() + "' has data and was not registered");
        checkPlain("data", row.data());
      }
    }
    return answer(
        Call.DATA,
        () -> {
          for (DataRow row : rows) {
            if (badData.test(row)) {
              return Outcome.refused("3004 StreamDecodingError");
            }
            data.add(row);
          }
          return Outcome.accepted(null);
        });
  }

  @Override
  public Outcome<Void> sendConsole(RunHandle run, List<ConsoleLines> lines, long offset) {
    synchronized (this) {
      checkRun(run);
      require(!lines.isEmpty(), "no lines");
    }
    return answer(
        Call.CONSOLE,
        () -> {
          for (ConsoleLines some : lines) {
            long number = offset + some.first();
            for (ConsoleLines.Line line : some.lines()) {
              console.add(number++ + (line.isError() ? " ERROR " : " INFO ") + line.text());
            }
          }
          return Outcome.accepted(null);
        });
  }

  @Override
  public Outcome<Long> consoleLines(RunHandle run) {
    return answer(Call.READ_CONSOLE, () -> Outcome.accepted((long) console.size()));
  }

  /** The lines of the console, each as {@code 1 INFO text}. */
  public synchronized List<String> console() {
    return new ArrayList<>(console);
  }

  @Override
  public Outcome<Void> updateTags(RunHandle run, List<String> fresh) {
    synchronized (this) {
      checkRun(run);
      require(fresh.size() <= 50, fresh.size() + " tags");
    }
    return answer(
        Call.TAGS,
        () -> {
          tags = fresh;
          tagUpdates.add(List.copyOf(fresh));
          return Outcome.accepted(null);
        });
  }

  @Override
  public Outcome<Void> updateNotes(RunHandle run, String text) {
    synchronized (this) {
      checkRun(run);
      require(!text.isEmpty(), "empty notes clear those that are there");
      require(text.length() <= 1_000, "notes of " + text.length() + " units");
      checkPlain("notes", text);
    }
    return answer(
        Call.NOTES,
        () -> {
          notes = text;
          return Outcome.accepted(null);
        });
  }

  @Override
  public Outcome<Void> alert(RunHandle run, Alert alert) {
    synchronized (this) {
      checkRun(run);
    }
    return answer(
        Call.ALERT,
        () -> {
          alerts.add(alert);
          return Outcome.accepted(null);
        });
  }

  /** Files go beside the rest: the rules of order are not theirs. */
  private Outcome<Void> registerFile(Collection<String> fresh) {
    fileNames.addAll(fresh);
    return Outcome.accepted(null);
  }

  @Override
  public synchronized Outcome<List<String>> presign(RunHandle run, List<FileEntry> some) {
    counts.merge(Call.PRESIGN, 1, Integer::sum);
    checkRun(run);
    require(some.size() <= 10, some.size() + " files in one request");
    List<String> addresses = new ArrayList<>();
    for (FileEntry file : some) {
      require(fileNames.contains(file.logName()), file.logName() + " was not registered");
      check("log name", NameCheck.faultOfSeries(file.logName()));
      String key = run.projectName() + "/" + run.runId() + "/" + file.logName();
      check("key", NameCheck.faultOfKey("o".repeat(36) + "/" + key + "/" + file.fileName()));
      addresses.add(file.logName() + "|" + file.size());
    }
    return decide(
        Call.PRESIGN,
        () -> {
          entries.addAll(some);
          return Outcome.accepted(addresses);
        });
  }

  @Override
  public synchronized Outcome<Void> upload(String address, Path file, String fileType) {
    counts.merge(Call.UPLOAD, 1, Integer::sum);
    return decide(
        Call.UPLOAD,
        () -> {
          try {
            String[] parts = address.split("\\|", -1);
            String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            require(parts[1].equals("" + content.length()), "announced with another size");
            files.put(parts[0], content);
            return Outcome.accepted(null);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Every file that was announced, in order. */
  public synchronized List<FileEntry> entries() {
    return List.copyOf(entries);
  }

  /** Histograms and tables in order, each as often as it was sent. */
  public synchronized List<DataRow> data() {
    return List.copyOf(data);
  }

  public synchronized List<Alert> alerts() {
    return List.copyOf(alerts);
  }

  /** The tags of the run that was created or changed last. */
  public synchronized List<String> tags() {
    return tags;
  }

  /** All tags of each update, in order. */
  public synchronized List<List<String>> tagUpdates() {
    return List.copyOf(tagUpdates);
  }

  /** Where the run that was created last goes on from. */
  public synchronized Optional<Branch> branch() {
    return Optional.ofNullable(branch);
  }

  /** What was uploaded, by logged name. */
  public synchronized Map<String, String> files() {
    return new LinkedHashMap<>(files);
  }

  @Override
  public Outcome<RunStatus> heartbeat(RunHandle run) {
    synchronized (this) {
      checkRun(run);
      counts.merge(Call.HEARTBEAT, 1, Integer::sum);
      return always.containsKey(Call.HEARTBEAT)
          ? always.get(Call.HEARTBEAT).failure()
          : Outcome.accepted(heartbeatAnswer);
    }
  }

  @Override
  public Outcome<Void> updateStatus(
      RunHandle run, RunStatus status, OptionalLong time, Map<String, Object> details) {
    synchronized (this) {
      checkRun(run);
    }
    return answer(
        Call.STATUS,
        () -> {
          RunStatus last = lastStatuses.getOrDefault(run.runId(), RunStatus.RUNNING);
          if (status != RunStatus.RUNNING && RANKS.indexOf(status) < RANKS.indexOf(last)) {
            // Dropped, and the answer is the same (section 4).
            return Outcome.accepted(null);
          }
          // The same one again is no event (the protocol, section 0.2).
          if (last != status) {
            statuses.add(status);
            if (status != RunStatus.RUNNING) {
              ends.add(run.runName() + " " + status);
            }
          }
          lastStatuses.put(run.runId(), status);
          statusTimes.add(time);
          checkPlain("status metadata", details);
          statusDetails = details;
          ended = status != RunStatus.RUNNING;
          return Outcome.accepted(null);
        });
  }

  @Override
  public synchronized void close() {
    closed++;
  }

  private <T> Outcome<T> answer(Call call, Supplier<Outcome<T>> yes) {
    CountDownLatch quiet;
    synchronized (this) {
      counts.merge(call, 1, Integer::sum);
      calls.add(call);
      require(closed == 0, call + " after close");
      require(!ended || lateData || AFTER_THE_END.contains(call), call + " after the final status");
      require(
          inFlight.incrementAndGet() <= lanes || lateData, "more requests at once than " + lanes);
      quiet = silence;
    }
    try {
      if (!quiet.await(5, TimeUnit.MINUTES)) {
        return Outcome.tryAgain("timeout", Duration.ZERO);
      }
      synchronized (this) {
        return decide(call, yes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.tryAgain("interrupted", Duration.ZERO);
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private <T> Outcome<T> decide(Call call, Supplier<Outcome<T>> yes) {
    Deque<Outcome<?>> script = next.getOrDefault(call, new ArrayDeque<>());
    if (!script.isEmpty()) {
      return script.remove().failure();
    }
    if (always.containsKey(call)) {
      return always.get(call).failure();
    }
    int die = chaos == null ? 6 : chaos.nextInt(6);
    if (die == 0) {
      return Outcome.tryAgain("reset", Duration.ZERO);
    }
    // Reported twice, a final status looks like a request after the end: it is not lost here.
    if (die == 1 && call != Call.STATUS) {
      Outcome<T> taken = yes.get();
      return taken.isAccepted() ? Outcome.tryAgain("answer lost", Duration.ZERO) : taken;
    }
    return yes.get();
  }

  private void checkRun(RunHandle run) {
    require(
        runs.values().stream().anyMatch(known -> known.runId() == run.runId()),
        "a run that create did not return");
  }

  private void checkRow(MetricRow row) {
    require(row.time() >= 0, "time " + row.time());
    require(row.step() >= 0 && row.step() <= MAX_STEP, "step " + row.step());
    for (int i = 0; i < row.size(); i++) {
      checkMetricName(row.name(i));
      require(
          names.contains(row.name(i)) || row.name(i).equals("sys/pluto.rejected"),
          "'" + row.name(i) + "' has points and was not registered");
    }
  }

  private void checkMetricName(String name) {
    check("name", NameCheck.faultOfSeries(name));
  }

  private void checkPlain(String what, Object value) {
    check(what, PlainCheck.fault(value));
  }

  private void check(String what, String fault) {
    require(fault == null, what + ": " + fault);
  }

  private void require(boolean held, String otherwise) {
    if (!held) {
      violations.add(otherwise);
    }
  }
}
