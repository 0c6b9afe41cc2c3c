package ai.trainy.pluto.observe.system;

import java.io.IOException;
import java.util.Optional;

/**
 * The container that the process runs in, as the kernel knows it: version 2 of control groups, or
 * version 1. Without limits it is nothing of its own.
 */
public final class ControlGroup {
  /** Version 1 says so many bytes where there is no limit: the largest number of whole pages. */
  private static final double NO_LIMIT = 0x7000_0000_0000_0000L;

  private final Root root;

  public ControlGroup(Root root) {
    this.root = root;
  }

  /** Memory in bytes. */
  public static final class Memory {
    private final double limit;
    private final double used;
    private final double active;

    Memory(double limit, double used, double active) {
      this.limit = limit;
      this.used = used;
      this.active = active;
    }

    public double limit() {
      return limit;
    }

    /** Without what the kernel would give up at once. */
    double used() {
      return used;
    }

    /** NaN where it is not known. */
    double active() {
      return active;
    }
  }

  /** Empty where no group on the way up has a limit. */
  public Optional<Memory> memory() {
    return root.has("sys/fs/cgroup/cgroup.controllers")
        ? memory("sys/fs/cgroup", own(""), "memory.max", "memory.current", "")
        : memory(
            "sys/fs/cgroup/memory",
            own("memory"),
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            "total_");
  }

  private Optional<Memory> memory(
      String mount, String own, String limit, String usage, String prefix) {
    // The group's own path is that of the host where the container does not see the whole tree.
    for (String path = own; ; path = path.substring(0, path.lastIndexOf('/'))) {
      Optional<Double> most = root.number(mount + path + "/" + limit);
      Optional<Double> used = root.number(mount + path + "/" + usage);
      if (most.isPresent() && most.get() < NO_LIMIT && used.isPresent()) {
        String stat = mount + path + "/memory.stat";
        return Optional.of(
            new Memory(
                most.get(),
                used.get() - zeroUnlessKnown(stat(stat, prefix + "inactive_file")),
                stat(stat, prefix + "active_anon") + stat(stat, prefix + "active_file")));
      }
      if (path.isEmpty()) {
        return Optional.empty();
      }
    }
  }

  private static double zeroUnlessKnown(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** A number of a file with a name and a number on each line; NaN if it is not there. */
  private double stat(String file, String name) {
    try {
      for (String line : root.lines(file)) {
        if (line.startsWith(name + " ")) {
          return Double.parseDouble(line.substring(name.length() + 1).trim());
        }
      }
    } catch (IOException | NumberFormatException unknown) {
      // As if it had no such line.
    }
    return Double.NaN;
  }

  /** The group's path below the mount, or nothing if it is the root. */
  private String own(String controller) {
    try {
      for (String line : root.lines("proc/self/cgroup")) {
        String[] fields = line.split(":", 3);
        if (fields.length == 3
            && (controller.isEmpty()
                ? fields[1].isEmpty()
                : ("," + fields[1] + ",").contains("," + controller + ","))) {
          // ".." where the group is outside what the container sees.
          return fields[2].equals("/") || fields[2].contains("..") ? "" : fields[2];
        }
      }
    } catch (IOException unknown) {
      // As if it were the root.
    }
    return "";
  }
}
