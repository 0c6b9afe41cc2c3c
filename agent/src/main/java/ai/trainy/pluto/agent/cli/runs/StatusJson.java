package ai.trainy.pluto.agent.cli.runs;

import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.Server;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.RunSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was seen, for programs. Fields may be added; none changes its meaning. */
public final class StatusJson {
  private StatusJson() {}

  /** One object for each home. */
  public static List<Object> of(List<HomeState> homes) {
    return homes.stream().map(StatusJson::home).collect(Collectors.toList());
  }

  private static Map<String, Object> home(HomeState home) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("path", home.path().toString());
    map.put("note", home.note().orElse(null));
    map.put("runs", home.runs().stream().map(StatusJson::run).collect(Collectors.toList()));
    List<Object> leftovers = new ArrayList<>();
    home.leftovers()
        .forEach(
            (path, files) -> {
              Map<String, Object> leftover = new LinkedHashMap<>();
              leftover.put("path", path.toString());
              leftover.put("setAside", texts(files));
              leftovers.add(leftover);
            });
    map.put("uploadedButSetAside", leftovers);
    return map;
  }

  private static Map<String, Object> run(RunState run) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("path", run.path().toString());
    map.put("state", word(run.kind()));
    run.snapshot().ifPresent(snapshot -> describe(map, snapshot));
    run.belonging().ifPresent(belonging -> map.put("belongs", word(belonging)));
    return map;
  }

  private static void describe(Map<String, Object> map, RunSnapshot snapshot) {
    map.put("project", snapshot.spec().project());
    map.put("name", snapshot.spec().name());
    map.put("externalId", snapshot.spec().externalId());
    map.put("startedAt", time(snapshot.spec().startedAt()));
    map.put("url", snapshot.answer().map(RunHandle::url).orElse(null));
    map.put("server", snapshot.destination().server().map(Server::api).orElse(null));
    map.put("organization", snapshot.destination().organization().orElse(null));
    map.put("exitCode", snapshot.end().map(RunEnd::exitCode).orElse(null));
    map.put("endedAt", snapshot.end().map(end -> time(end.time())).orElse(null));
    map.put("pendingValues", snapshot.pendingValues());
    map.put("pendingBytes", snapshot.pendingBytes());
    map.put(
        "pendingSince",
        snapshot.pendingSince().isPresent() ? time(snapshot.pendingSince().getAsLong()) : null);
    map.put("refusedValues", snapshot.refusedValues());
    map.put("setAside", texts(snapshot.aside()));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static List<String> texts(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.toList());
  }
}
