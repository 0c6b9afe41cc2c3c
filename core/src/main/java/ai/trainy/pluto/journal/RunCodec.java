package ai.trainy.pluto.journal;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunIntent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run's intent, answer and files as maps of plain values: fields can be added without a new
 * format.
 */
final class RunCodec {
  private RunCodec() {}

  static void write(RecordBuffer out, RunIntent intent) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("project", intent.project());
    map.put("name", intent.name());
    map.put("externalId", intent.externalId());
    map.put("tags", intent.tags());
    map.put("config", intent.config());
    map.put("startedAt", intent.startedAt());
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
    ValueCodec.write(out, map);
  }

  static FileEntry readFile(Record record) {
    Map<String, Object> map = ValueCodec.readMap(record.payload(RecordType.FILE));
    return new FileEntry(
        LogType.valueOf((String) map.get("type")),
        (String) map.get("logName"),
        (String) map.get("fileName"),
        (Long) map.get("size"),
        (Long) map.get("step"),
        (Long) map.get("time"),
        (String) map.get("caption"));
  }

  static void write(RecordBuffer out, RunHandle run) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("runId", run.runId());
    map.put("runName", run.runName());
    map.put("projectName", run.projectName());
    map.put("url", run.url());
    ValueCodec.write(out, map);
  }

  @SuppressWarnings("unchecked") // written above
  static RunIntent readIntent(Record record) {
    Map<String, Object> map = ValueCodec.readMap(record.payload(RecordType.INTENT));
    return new RunIntent(
        (String) map.get("project"),
        (String) map.get("name"),
        (String) map.get("externalId"),
        (List<String>) map.get("tags"),
        (Map<String, Object>) map.get("config"),
        (Long) map.get("startedAt"));
  }

  static RunHandle readAnswer(Record record) {
    Map<String, Object> map = ValueCodec.readMap(record.payload(RecordType.ANSWER));
    return new RunHandle(
        (Long) map.get("runId"),
        (String) map.get("runName"),
        (String) map.get("projectName"),
        (String) map.get("url"),
        true);
  }
}
