package ai.trainy.pluto.agent.standalone;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What clients' runs can be asked about themselves, by the names that getters usually have. */
enum RunProperty {
  ID("id", "runid"),
  NAME("name", "displayname", "runname"),
  PROJECT("project", "projectname"),
  ENTITY("entity", "entityname"),
  NOTES("notes"),
  GROUP("group", "rungroup"),
  JOB_TYPE("jobtype"),
  TAGS("tags", "tagslist", "alltags"),
  CONFIG("config"),
  STEP("step", "currentstep"),
  START_TIME("starttime"),
  URL("url", "runurl"),
  HOST("host");

  private static final Map<String, RunProperty> BY_NAME = new HashMap<>();

  static {
    for (RunProperty property : values()) {
      property.names.forEach(name -> BY_NAME.put(name, property));
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // nothing changes it
  private final List<String> names;

  RunProperty(String... names) {
    this.names = Arrays.asList(names);
  }

  /** What {@code getRunId}, {@code run_id} or {@code runId} asks for. */
  static Optional<RunProperty> ofGetter(String method) {
    return of(method, "get");
  }

  /** What {@code setRunId}, {@code addAllTags} or {@code runId} gives to a builder. */
  static Optional<RunProperty> ofSetter(String method) {
    return of(method.startsWith("add") ? method.substring("add".length()) : method, "set");
  }

  private static Optional<RunProperty> of(String method, String verb) {
    String name =
        method.length() > verb.length() && method.startsWith(verb)
            ? method.substring(verb.length())
            : method;
    return Optional.ofNullable(BY_NAME.get(name.replace("_", "").toLowerCase(Locale.ROOT)));
  }
}
