package ai.trainy.pluto.local;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project and its runs' numbers. Guarded by the lock of its {@link Store}. */
final class Project {
  private final String name;
  private final String displayPrefix;
  private final Map<String, StoredRun> byExternalId = new HashMap<>();
  private long runs;

  Project(String name) {
    this.name = name;
    this.displayPrefix = displayPrefix(name);
  }

  String name() {
    return name;
  }

  long nextNumber() {
    return ++runs;
  }

  String displayId(long number) {
    return displayPrefix + "-" + number;
  }

  @Nullable StoredRun withExternalId(@Nullable String externalId) {
    return byExternalId.get(externalId);
  }

  void add(StoredRun run) {
    if (run.externalId() != null) {
      byExternalId.put(run.externalId(), run);
    }
  }

  void restore(StoredRun run) {
    runs = Math.max(runs, run.number());
    add(run);
  }

  /** Initials of several words, or the start of a single one (the protocol, section 2.2). */
  private static String displayPrefix(String name) {
    StringBuilder initials = new StringBuilder();
    String first = "";
    for (String word : name.split("[-_.\\s]+", -1)) {
      if (!word.isEmpty() && initials.length() < 4) {
        first = initials.length() == 0 ? word : first;
        initials.append(word.charAt(0));
      }
    }
    String prefix =
        initials.length() > 1
            ? initials.toString()
            : first.substring(0, Math.min(3, first.length()));
    return prefix.toUpperCase(Locale.ROOT);
  }
}
