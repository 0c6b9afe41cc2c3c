package ai.trainy.pluto;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.route.PlainValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Tags within the server's limits (the protocol, section 20, row 20): at most 50, and at most one
 * {@code group:*}. Excess tags are dropped with a message; they never cost the run.
 */
final class Tags {
  private static final int MAX_TAGS = 50;

  private final Messages messages;

  Tags(Messages messages) {
    this.messages = messages;
  }

  /** Returns the tags within the limits, in order and without duplicates. */
  List<String> fitting(Collection<String> given) {
    Set<String> tags = new LinkedHashSet<>();
    given.stream().filter(Objects::nonNull).forEach(tag -> tags.add(PlainValue.text(tag)));
    return List.copyOf(atMostFifty(oneGroup(tags)));
  }

  /**
   * Returns the tags of a run after an assignment. They replace the existing ones except its group
   * and job type, which are stored as tags but are not tags for the program.
   */
  List<String> assigned(Collection<String> given, List<String> before) {
    List<String> tags = new ArrayList<>(given);
    for (String prefix : List.of(RunSpec.GROUP, RunSpec.JOB_TYPE)) {
      if (tags.stream().noneMatch(tag -> tag != null && tag.startsWith(prefix))) {
        before.stream().filter(tag -> tag.startsWith(prefix)).forEach(tags::add);
      }
    }
    return fitting(tags);
  }

  private List<String> oneGroup(Set<String> tags) {
    List<String> kept = new ArrayList<>(tags);
    List<String> groups = new ArrayList<>(kept);
    groups.removeIf(tag -> !tag.startsWith(RunSpec.GROUP));
    if (groups.size() > 1) {
      String last = groups.get(groups.size() - 1);
      messages.say(CoreMessage.TOO_MANY_GROUPS, groups.size(), last);
      kept.removeIf(tag -> tag.startsWith(RunSpec.GROUP) && !tag.equals(last));
    }
    return kept;
  }

  private List<String> atMostFifty(List<String> tags) {
    if (tags.size() <= MAX_TAGS) {
      return tags;
    }
    messages.say(CoreMessage.TOO_MANY_TAGS, MAX_TAGS, tags.size());
    List<String> kept = new ArrayList<>(tags);
    // Group and job type come last, and matter more than other tags.
    for (int i = kept.size() - 1; i >= 0 && kept.size() > MAX_TAGS; i--) {
      if (!kept.get(i).startsWith(RunSpec.GROUP) && !kept.get(i).startsWith(RunSpec.JOB_TYPE)) {
        kept.remove(i);
      }
    }
    return kept.subList(0, MAX_TAGS);
  }
}
