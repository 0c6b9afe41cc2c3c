package ai.trainy.pluto.settings;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Notice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names that look like settings and are not: typos get a message. */
final class UnknownNames {
  /** Variables of the Python client for what there is none of here. */
  private static final Set<String> OF_OTHERS = Set.of("PLUTO_DISABLE_TELEMETRY", "PLUTO_ENV");

  /** What Kubernetes puts into every container if a service is called pluto, or pluto-something. */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT(_\\d+_(TCP|UDP|SCTP)(_.*)?)?");

  private final List<Setting> all;

  UnknownNames(List<Setting> all) {
    this.all = all;
  }

  /** One line for each. */
  List<Notice> in(Collection<String> variables, Collection<String> properties) {
    List<Notice> lines = new ArrayList<>();
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

  private void compare(
      String name, String prefix, Function<Setting, String> spelling, List<Notice> lines) {
    if (!isKnown(name, spelling)) {
      // What they all begin with makes none more alike.
      List<String> ends =
          all.stream()
              .map(setting -> spelling.apply(setting).substring(prefix.length()))
              .collect(Collectors.toList());
      lines.add(
          Suggestion.of(name.substring(prefix.length()), ends)
              .map(near -> Notice.of(CoreMessage.SETTING_MISSPELT, name, prefix + near))
              .orElseGet(() -> Notice.of(CoreMessage.SETTING_UNKNOWN, name)));
    }
  }

  private boolean isKnown(String name, Function<Setting, String> spelling) {
    for (Setting setting : all) {
      if (spelling.apply(setting).equals(name)) {
        return true;
      }
    }
    for (Setting setting : all) {
      if (setting.otherVariables().contains(name)) {
        return true;
      }
    }
    return false;
  }
}
