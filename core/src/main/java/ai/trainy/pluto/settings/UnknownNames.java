package ai.trainy.pluto.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names that look like settings of ours and are none: somebody who mistyped one is told. */
final class UnknownNames {
  /** Variables of the Python client for what there is none of here. */
  private static final Set<String> OF_OTHERS =
      Set.of("PLUTO_SANITIZE_LOGS", "PLUTO_DISABLE_TELEMETRY", "PLUTO_ENV");

  /** What Kubernetes puts into every container if a service is called pluto, or pluto-something. */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT(_\\d+_(TCP|UDP|SCTP)(_.*)?)?");

  private UnknownNames() {}

  /** One line for each. */
  static List<String> in(Collection<String> variables, Collection<String> properties) {
    List<String> lines = new ArrayList<>();
    for (String name : new TreeSet<>(variables)) {
      if (name.startsWith("PLUTO_")
          && !OF_OTHERS.contains(name)
          && !OF_KUBERNETES.matcher(name).matches()) {
        compare(name, Setting::variable, lines);
      }
    }
    for (String name : new TreeSet<>(properties)) {
      if (name.startsWith("pluto.")) {
        compare(name, Setting::property, lines);
      }
    }
    return lines;
  }

  private static void compare(String name, Function<Setting, String> spelling, List<String> lines) {
    List<String> known = Arrays.stream(Setting.values()).map(spelling).collect(Collectors.toList());
    boolean isOther =
        Arrays.stream(Setting.values())
            .anyMatch(setting -> setting.otherVariables().contains(name));
    if (!known.contains(name) && !isOther) {
      lines.add(
          name + " is no setting; did you mean " + Nearest.of(name, known) + "? It is ignored.");
    }
  }
}
