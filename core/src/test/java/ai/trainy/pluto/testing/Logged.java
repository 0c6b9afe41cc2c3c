package ai.trainy.pluto.testing;

import ai.trainy.pluto.api.RunStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What programs have logged to one run, and so what Pluto must have of it, and may have. */
public final class Logged {
  /** A name of which the server takes nothing. No name that is made at random begins like it. */
  public static final String BAD = "unfit";

  /** A name because of which the server fails while it is not well. */
  public static final String SICK = "sick";

  /** By name and step: the last one counts. */
  public final Map<String, Double> points = new LinkedHashMap<>();

  /** Before the keys of config, for {@link #may}. A fork has its parent's as well. */
  public static final String CONFIG = "config ";

  public final Set<String> rows = new HashSet<>();

  /** Of the last program; what earlier ones said may or may not have been replaced. */
  public final Map<String, Object> config = new LinkedHashMap<>();

  public final Set<String> earlierConfig = new HashSet<>();
  public final Set<String> alerts = new HashSet<>();

  /** Contents, by the name they are logged under. */
  public final Map<String, String> files = new LinkedHashMap<>();

  /** Null if that is not known. */
  public List<String> tags = List.of();

  public RunStatus end = RunStatus.FAILED;
  public int exitCode;

  /** The end that it may have if its program dies while it says so; null for none. */
  public RunStatus ending;

  /** The run that it is to go on from, and where; null if it is no fork. */
  public Logged parent;

  public String parentAndStep;

  /** Whether there is room for all that is logged. */
  public boolean hasRoom;

  /** How many values were taken, and may have been refused afterwards. */
  public long refused;

  /** How many programs have logged to it so far. */
  public int programs;

  /** Whether the program that logs to it now, if one does, is done. */
  public boolean over;

  private final Map<String, Set<Object>> ever = new HashMap<>();

  /** What calls were saying that have not returned. */
  private final Map<String, Object> cut = new HashMap<>();

  /** A call begins that says such values: Pluto may have them, also if it never returns. */
  public void begin(Map<String, ?> values) {
    values.forEach(this::may);
    cut.putAll(values);
  }

  /** The call returns. */
  public void end(Map<String, ?> values) {
    cut.keySet().removeAll(values.keySet());
  }

  /** Whether a value need not be there, because another may have taken its place. */
  boolean mayBe(String name, Object value) {
    return value != null && value.equals(cut.get(name));
  }

  /** Notes a value that Pluto may have under that name from now on, also if it need not. */
  public void may(String name, Object value) {
    ever.computeIfAbsent(name, first -> new HashSet<>()).add(value);
  }

  boolean was(String name, Object value) {
    return ever.getOrDefault(name, Set.of()).contains(value)
        || (parent != null && name.startsWith(CONFIG) && parent.was(name, value));
  }

  public static String at(String name, long step) {
    return name + "@" + step;
  }

  static boolean isBad(String name) {
    return name.startsWith(BAD);
  }
}
