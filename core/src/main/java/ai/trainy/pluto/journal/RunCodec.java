package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.Server;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's spec, answer, files and everything else that is not written many times a second, as maps
 * of plain values: fields can be added without a new format.
 */
final class RunCodec {
  private static final String NOTES_SENT = "notesSent";

  private RunCodec() {}

  /** What a record holds, by name. One that is not there, or of another type, is an exception. */
  private static final class Fields {
    private final Map<String, Object> values;

    Fields(Record record, RecordType type) {
      this.values = ValueCodec.readMap(record.payload(type));
    }

    boolean has(String name) {
      return values.containsKey(name);
    }

    String text(String name) {
      return (String) value(name);
    }

    @Nullable String textOrNull(String name) {
      return (String) values.get(name);
    }

    long number(String name) {
      return (Long) value(name);
    }

    List<?> list(String name) {
      return (List<?>) value(name);
    }

    @SuppressWarnings("unchecked") // written below
    List<String> texts(String name) {
      return (List<String>) list(name);
    }

    @SuppressWarnings("unchecked") // written below
    Map<String, Object> map(String name) {
      return (Map<String, Object>) value(name);
    }

    private Object value(String name) {
      Object value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("no '" + name + "' in it");
      }
      return value;
    }
  }

  static void write(RecordBuffer out, RunSpec spec) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("project", spec.project());
    map.put("name", spec.name());
    map.put("externalId", spec.externalId());
    map.put("tags", spec.tags());
    map.put("config", spec.config());
    map.put("startedAt", spec.startedAt());
    spec.fork()
        .ifPresent(
            fork -> {
              map.put("forkOf", fork.parentExternalId());
              map.put("forkStep", fork.step());
            });
    if (!spec.metadata().isEmpty()) {
      map.put("metadata", spec.metadata());
    }
    ValueCodec.write(out, map);
  }

  static void write(RecordBuffer out, FileEntry file) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", file.type().name());
    map.put("logName", file.logName());
    map.put("fileName", file.fileName());
    map.put("size", file.size());
    map.put("step", file.step());
    map.put("time", file.time());
    map.put("caption", file.caption().orElse(null));
    map.put("fileType", file.fileType());
    map.put("sampleIndex", file.sampleIndex());
    map.put("annotations", file.annotations());
    ValueCodec.write(out, map);
  }

  static FileEntry readFile(Record record) {
    Fields fields = new Fields(record, RecordType.FILE);
    return FileEntry.of(
            LogType.valueOf(fields.text("type")), fields.text("logName"), fields.text("fileName"))
        .fileType(fields.textOrNull("fileType"))
        .size(fields.number("size"))
        .at(fields.number("step"), fields.number("time"))
        .sampleIndex(fields.has("sampleIndex") ? (int) fields.number("sampleIndex") : 0)
        .caption(fields.textOrNull("caption"))
        .annotations(fields.has("annotations") ? fields.map("annotations") : Map.of())
        .build();
  }

  static void write(RecordBuffer out, DataRow row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", row.type().name());
    map.put("name", row.name());
    map.put("time", row.time());
    map.put("step", row.step());
    map.put("data", row.data());
    ValueCodec.write(out, map);
  }

  static DataRow readData(Record record) {
    Fields fields = new Fields(record, RecordType.DATA);
    return new DataRow(
        LogType.valueOf(fields.text("type")),
        fields.text("name"),
        fields.number("time"),
        fields.number("step"),
        fields.map("data"));
  }

  static void write(RecordBuffer out, ConsoleLines lines) {
    List<Object> times = new ArrayList<>();
    List<Object> errors = new ArrayList<>();
    List<Object> texts = new ArrayList<>();
    for (ConsoleLines.Line line : lines.lines()) {
      times.add(line.time());
      errors.add(line.isError());
      texts.add(line.text());
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("first", lines.first());
    map.put("times", times);
    map.put("errors", errors);
    map.put("texts", texts);
    ValueCodec.write(out, map);
  }

  static ConsoleLines readConsole(Record record) {
    Fields fields = new Fields(record, RecordType.CONSOLE);
    List<?> times = fields.list("times");
    List<?> errors = fields.list("errors");
    List<?> texts = fields.list("texts");
    List<ConsoleLines.Line> lines = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      lines.add(
          new ConsoleLines.Line(
              (Long) times.get(i), (Boolean) errors.get(i), (String) texts.get(i)));
    }
    return new ConsoleLines(fields.number("first"), lines);
  }

  static void write(RecordBuffer out, Alert alert) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("time", alert.time());
    map.put("level", alert.level().name());
    map.put("title", alert.title());
    map.put("text", alert.text());
    ValueCodec.write(out, map);
  }

  static Alert readAlert(Record record) {
    Fields fields = new Fields(record, RecordType.ALERT);
    return new Alert(
        fields.number("time"),
        Alert.Level.valueOf(fields.text("level")),
        fields.text("title"),
        fields.text("text"));
  }

  static void write(RecordBuffer out, Destination destination) {
    ValueCodec.write(out, map(destination));
  }

  private static Map<String, Object> map(Destination destination) {
    Map<String, Object> map = new LinkedHashMap<>();
    destination
        .server()
        .ifPresent(
            server -> {
              map.put("api", server.api());
              map.put("ingest", server.ingest());
              map.put("py", server.py());
            });
    destination.key().ifPresent(key -> map.put("key", key));
    destination.organization().ifPresent(slug -> map.put("organization", slug));
    if (destination.isOffline()) {
      map.put("offline", true);
    }
    return map;
  }

  /** Also of an answer, which says where it was given. */
  static Destination readDestination(Record record, RecordType type) {
    Fields fields = new Fields(record, type);
    if (!fields.has("api")) {
      return Destination.UNKNOWN;
    }
    Destination destination =
        Destination.at(new Server(fields.text("api"), fields.text("ingest"), fields.text("py")));
    if (fields.has("key")) {
      destination = destination.withKey(fields.text("key"));
    }
    if (fields.has("organization")) {
      destination = destination.withOrganization(fields.text("organization"));
    }
    return fields.has("offline") ? destination.offline() : destination;
  }

  /**
   * @param origin where the answer was given; its run id is good there alone
   * @param notesSent whether the server has the run's notes as well
   */
  static void write(RecordBuffer out, RunHandle run, Destination origin, boolean notesSent) {
    Map<String, Object> map = map(origin);
    map.put("runId", run.runId());
    map.put("runName", run.runName());
    map.put("projectName", run.projectName());
    map.put("url", run.url());
    run.displayId().ifPresent(id -> map.put("displayId", id));
    if (notesSent) {
      map.put(NOTES_SENT, true);
    }
    ValueCodec.write(out, map);
  }

  static RunSpec readSpec(Record record) {
    Fields fields = new Fields(record, RecordType.INTENT);
    RunSpec.Builder spec =
        RunSpec.builder()
            .project(fields.text("project"))
            .name(fields.text("name"))
            .externalId(fields.text("externalId"))
            .tags(fields.texts("tags"))
            .config(fields.map("config"))
            .startedAt(fields.number("startedAt"));
    if (fields.has("forkOf")) {
      spec.forkFrom(fields.text("forkOf"), fields.number("forkStep"));
    }
    // Not there before it was gathered, and where an earlier version has written this.
    return spec.metadata(fields.has("metadata") ? fields.map("metadata") : Map.of()).build();
  }

  static RunHandle readAnswer(Record record) {
    Fields fields = new Fields(record, RecordType.ANSWER);
    return new RunHandle(
            fields.number("runId"),
            fields.text("runName"),
            fields.text("projectName"),
            fields.text("url"),
            true)
        .withDisplayId(fields.textOrNull("displayId"));
  }

  /** Whether the server that gave the answer has the run's notes. */
  static boolean readNotesSent(Record record) {
    return ValueCodec.readMap(record.payload(RecordType.ANSWER)).containsKey(NOTES_SENT);
  }
}
