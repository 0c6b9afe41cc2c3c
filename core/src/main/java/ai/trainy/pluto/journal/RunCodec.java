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

/**
 * A run's spec, answer, files and everything else that is not written many times a second, as maps
 * of plain values: fields can be added without a new format.
 */
final class RunCodec {
  private static final String NOTES_SENT = "notesSent";

  private RunCodec() {}

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
    Map<String, Object> map = ValueCodec.readMap(record.payload(RecordType.FILE));
    @SuppressWarnings("unchecked") // written above
    Map<String, Object> annotations =
        (Map<String, Object>) map.getOrDefault("annotations", Map.of());
    return FileEntry.of(
            LogType.valueOf((String) map.get("type")),
            (String) map.get("logName"),
            (String) map.get("fileName"))
        .fileType((String) map.get("fileType"))
        .size((Long) map.get("size"))
        .at((Long) map.get("step"), (Long) map.get("time"))
        .sampleIndex(((Long) map.getOrDefault("sampleIndex", 0L)).intValue())
        .caption((String) map.get("caption"))
        .annotations(annotations)
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

  @SuppressWarnings("unchecked") // written above
  static DataRow readData(Record record) {
    Map<String, Object> map = ValueCodec.readMap(record.payload(RecordType.DATA));
    return new DataRow(
        LogType.valueOf((String) map.get("type")),
        (String) map.get("name"),
        (Long) map.get("time"),
        (Long) map.get("step"),
        (Map<String, Object>) map.get("data"));
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
    Map<String, Object> map = ValueCodec.readMap(record.payload(RecordType.CONSOLE));
    List<?> times = (List<?>) map.get("times");
    List<?> errors = (List<?>) map.get("errors");
    List<?> texts = (List<?>) map.get("texts");
    List<ConsoleLines.Line> lines = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      lines.add(
          new ConsoleLines.Line(
              (Long) times.get(i), (Boolean) errors.get(i), (String) texts.get(i)));
    }
    return new ConsoleLines((Long) map.get("first"), lines);
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
    Map<String, Object> map = ValueCodec.readMap(record.payload(RecordType.ALERT));
    return new Alert(
        (Long) map.get("time"),
        Alert.Level.valueOf((String) map.get("level")),
        (String) map.get("title"),
        (String) map.get("text"));
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
    Map<String, Object> map = ValueCodec.readMap(record.payload(type));
    if (!map.containsKey("api")) {
      return Destination.UNKNOWN;
    }
    Destination destination =
        Destination.at(
            new Server(
                (String) map.get("api"), (String) map.get("ingest"), (String) map.get("py")));
    if (map.containsKey("key")) {
      destination = destination.withKey((String) map.get("key"));
    }
    if (map.containsKey("organization")) {
      destination = destination.withOrganization((String) map.get("organization"));
    }
    return map.containsKey("offline") ? destination.offline() : destination;
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

  @SuppressWarnings("unchecked") // written above
  static RunSpec readSpec(Record record) {
    Map<String, Object> map = ValueCodec.readMap(record.payload(RecordType.INTENT));
    RunSpec.Builder spec =
        RunSpec.builder()
            .project((String) map.get("project"))
            .name((String) map.get("name"))
            .externalId((String) map.get("externalId"))
            .tags((List<String>) map.get("tags"))
            .config((Map<String, Object>) map.get("config"))
            .startedAt((Long) map.get("startedAt"));
    if (map.containsKey("forkOf")) {
      spec.forkFrom((String) map.get("forkOf"), (Long) map.get("forkStep"));
    }
    // Not there before it was gathered, and where an earlier version has written this.
    return spec.metadata((Map<String, Object>) map.getOrDefault("metadata", Map.of())).build();
  }

  static RunHandle readAnswer(Record record) {
    Map<String, Object> map = ValueCodec.readMap(record.payload(RecordType.ANSWER));
    return new RunHandle(
            (Long) map.get("runId"),
            (String) map.get("runName"),
            (String) map.get("projectName"),
            (String) map.get("url"),
            true)
        .withDisplayId((String) map.get("displayId"));
  }

  /** Whether the server that gave the answer has the run's notes. */
  static boolean readNotesSent(Record record) {
    return ValueCodec.readMap(record.payload(RecordType.ANSWER)).containsKey(NOTES_SENT);
  }
}
