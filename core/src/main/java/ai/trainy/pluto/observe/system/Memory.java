package ai.trainy.pluto.observe.system;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The memory in use: the container's where it has a limit, else the machine's. */
final class Memory implements Source {
  private final Root root;
  private final ControlGroup group;

  Memory(Root root, ControlGroup group) {
    this.root = root;
    this.group = group;
  }

  @Override
  public void measure(Sample into) throws IOException {
    Optional<ControlGroup.Memory> limited = group.memory();
    if (limited.isPresent()) {
      into.put("memory.used", limited.get().used());
      into.put("memory.active", limited.get().active());
      into.put("memory.limit", limited.get().limit());
      return;
    }
    Map<String, Double> kilobytes = new HashMap<>();
    for (String line : root.lines("proc/meminfo")) {
      String[] fields = line.split("[: ]+", -1);
      if (fields.length >= 2) {
        kilobytes.put(fields[0], Double.parseDouble(fields[1]));
      }
    }
    into.put("memory.used", 1024 * (of(kilobytes, "MemTotal") - of(kilobytes, "MemAvailable")));
    into.put("memory.active", 1024 * of(kilobytes, "Active"));
  }

  private static double of(Map<String, Double> kilobytes, String name) {
    return kilobytes.getOrDefault(name, Double.NaN);
  }
}
