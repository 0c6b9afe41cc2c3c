package com.example.wandb;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.json.JSONObject;

/** What {@code run.json} says. */
final class RunInfo {

  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Of a running run with these options. */
  RunInfo(InitOptions options, Instant startedAt) {
    fields.put("id", options.id());
    fields.put("project", options.project());
    fields.put("entity", options.entity());
    fields.put("name", options.name());
    fields.put("notes", options.notes());
    fields.put("group", options.group());
    fields.put("jobType", options.jobType());
    fields.put("tags", options.tags());
    fields.put("config", options.config());
    fields.put("forkFrom", options.forkFrom());
    fields.put("state", "running");
    fields.put("exitCode", null);
    fields.put("startedAt", startedAt);
    fields.put("resumedAt", null);
    fields.put("finishedAt", null);
  }

  void tags(Collection<String> tags) {
    fields.put("tags", List.copyOf(tags));
  }

  void resumed(Instant time) {
    fields.put("resumedAt", time);
  }

  void finished(int exitCode, Instant time) {
    fields.put("state", "finished");
    fields.put("exitCode", exitCode);
    fields.put("finishedAt", time);
  }

  Object json() {
    return new JsonTree(JsonTree.NO_MEDIA).of(fields);
  }

  static Instant startedAt(JSONObject info) {
    return Instant.parse(info.getString("startedAt"));
  }

  /** When the run was started or, if it was, resumed. */
  static Instant openedAt(JSONObject info) {
    return info.isNull("resumedAt") ? startedAt(info) : Instant.parse(info.getString("resumedAt"));
  }

  /** The options that the run had, without {@code dir} and {@code resume}. */
  static InitOptions options(JSONObject info) {
    return InitOptions.builder()
        .id(info.optString("id"))
        .project(info.optString("project"))
        .entity(info.optString("entity"))
        .name(info.optString("name"))
        .notes(info.optString("notes"))
        .group(info.optString("group"))
        .jobType(info.optString("jobType"))
        .tags(
            info.getJSONArray("tags").toList().stream()
                .map(String::valueOf)
                .collect(Collectors.toUnmodifiableList()))
        .config(info.getJSONObject("config").toMap())
        .forkFrom(info.optString("forkFrom"))
        .build();
  }
}
