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
  private static final Set<String> OF_OTHERS = Set.of("PLUTO_DISABLE_TELEMETRY", "PLUTO_ENV");

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
        compare(name, "PLUTO_", Setting::variable, lines);
      }
    }
    for (String name : new TreeSet<>(properties)) {
      if (name.startsWith("pluto.")) {
        compare(name, "pluto.", Setting::property, lines);
      }
    }
    return lines;
  }

  private static void compare(
      String name, String prefix, Function<Setting, String> spelling, List<String> lines) {
    if (!isKnown(name, spelling)) {
      // What they all begin with makes none more alike.
      List<String> ends =
          Arrays.stream(Setting.values())
              .map(setting -> spelling.apply(setting).substring(prefix.length()))
              .collect(Collectors.toList());
      lines.add(
          name
              + " is no setting"
              + Nearest.of(name.substring(prefix.length()), ends)
                  .map(near -> "; did you mean " + prefix + near + "?")
                  .orElse(".")
              + " It is ignored.");
    }
  }

  private static boolean isKnown(String name, Function<Setting, String> spelling) {
    for (Setting setting : Setting.values()) {
      if (spelling.apply(setting).equals(name)) {
        return true;
      }
    }
    for (Setting setting : Setting.values()) {
      if (setting.otherVariables().contains(name)) {
        return true;
      }
    }
    return false;
  }
}
