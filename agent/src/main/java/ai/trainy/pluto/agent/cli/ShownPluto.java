package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.text.JsonText;
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
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes everything and shows what it was given, one line of JSON for each thing. What
 * holds nothing of a program, such as heartbeats, is not shown.
 */
final class ShownPluto implements PlutoApi {
  private final String organization;
  private final Consumer<String> lines;

  /**
   * @param organization whose key this server says it is
   * @param lines is given each line
   */
  ShownPluto(String organization, Consumer<String> lines) {
    this.organization = organization;
    this.lines = lines;
  }

  /** Shows a thing: what is sent, and its parts, a name and a value each. */
  private Outcome<Void> show(String what, @Nullable Object... parts) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("send", what);
    for (int i = 0; i < parts.length; i += 2) {
      shown.put((String) parts[i], parts[i + 1]);
    }
    // Line breaks of texts are escaped.
    lines.accept(JsonText.of(shown).replaceAll("\n *", " "));
    return Outcome.accepted();
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  @Override
  public Outcome<String> signIn() {
    return Outcome.accepted(organization);
  }

  @Override
  public Outcome<RunHandle> create(RunSpec spec, Optional<Branch> branch) {
    show(
        "run",
        "project",
        spec.project(),
        "name",
        spec.name(),
        "externalId",
        spec.externalId(),
        "startedAt",
        time(spec.startedAt()),
        "tags",
        spec.tags(),
        "config",
        spec.config(),
        "metadata",
        spec.metadata());
    return Outcome.accepted(new RunHandle(1, spec.name(), spec.project(), "", false));
  }

  @Override
  public Outcome<OptionalLong> find(String project, String externalId) {
    return Outcome.accepted(OptionalLong.empty());
  }

  @Override
  public Outcome<Map<String, Object>> config(long runId) {
    return Outcome.accepted(Map.of());
  }

  @Override
  public Outcome<Long> createdAt(long runId) {
    return Outcome.accepted(0L);
  }

  @Override
  public Outcome<Void> resume(RunHandle run) {
    return Outcome.accepted();
  }

  @Override
  public Outcome<Void> registerNames(RunHandle run, LogType type, Collection<String> names) {
    return show("names", "type", word(type), "names", List.copyOf(names));
  }

  @Override
  public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
    for (MetricRow row : rows) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        double value = row.value(i);
        values.put(row.name(i), Double.isFinite(value) ? (Object) value : Double.toString(value));
      }
      show("metrics", "time", time(row.time()), "step", row.step(), "values", values);
    }
    return Outcome.accepted();
  }

  @Override
  public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
    for (DataRow row : rows) {
      show(
          word(row.type()),
          "time",
          time(row.time()),
          "step",
          row.step(),
          "name",
          row.name(),
          "data",
          row.data());
    }
    return Outcome.accepted();
  }

  @Override
  public Outcome<Void> sendConsole(RunHandle run, List<ConsoleLines> printed, long offset) {
    for (ConsoleLines some : printed) {
      for (ConsoleLines.Line line : some.lines()) {
        show(
            "line",
            "time",
            time(line.time()),
            "stream",
            line.isError() ? "stderr" : "stdout",
            "text",
            line.text());
      }
    }
    return Outcome.accepted();
  }

  @Override
  public Outcome<Long> consoleLines(RunHandle run) {
    return Outcome.accepted(0L);
  }

  @Override
  public Outcome<Void> updateTags(RunHandle run, List<String> tags) {
    return show("tags", "tags", tags);
  }

  @Override
  public Outcome<Void> updateNotes(RunHandle run, String notes) {
    return show("notes", "notes", notes);
  }

  @Override
  public Outcome<Void> alert(RunHandle run, Alert alert) {
    return show(
        "alert",
        "time",
        time(alert.time()),
        "level",
        word(alert.level()),
        "title",
        alert.title(),
        "text",
        alert.text());
  }

  @Override
  public Outcome<Void> updateConfig(RunHandle run, Map<String, Object> values) {
    return show("config", "values", values);
  }

  @Override
  public Outcome<List<String>> presign(RunHandle run, List<FileEntry> files) {
    for (FileEntry file : files) {
      show(
          "file",
          "time",
          time(file.time()),
          "step",
          file.step(),
          "type",
          word(file.type()),
          "name",
          file.logName(),
          "fileName",
          file.fileName(),
          "bytes",
          file.size(),
          "caption",
          file.caption().orElse(null),
          "annotations",
          file.annotations());
    }
    return Outcome.accepted(files.stream().map(FileEntry::fileName).collect(Collectors.toList()));
  }

  @Override
  public Outcome<Void> upload(String address, Path content, String fileType) {
    return Outcome.accepted();
  }

  @Override
  public Outcome<RunStatus> heartbeat(RunHandle run) {
    return Outcome.accepted(RunStatus.RUNNING);
  }

  @Override
  public Outcome<Void> updateStatus(
      RunHandle run, RunStatus status, OptionalLong time, Map<String, Object> details) {
    return show(
        "status",
        "status",
        status.name(),
        "time",
        time.isPresent() ? time(time.getAsLong()) : null,
        "details",
        details);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {}
}
