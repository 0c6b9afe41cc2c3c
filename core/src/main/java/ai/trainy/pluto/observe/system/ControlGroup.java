package ai.trainy.pluto.observe.system;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The container that the process runs in, as the kernel knows it: version 2 of control groups, or
 * version 1. Without limits it is nothing of its own.
 */
public final class ControlGroup {
  /** Version 1 says so many bytes where there is no limit: the largest number of whole pages. */
  private static final long NO_LIMIT = 0x7000_0000_0000_0000L;

  /** Which group has a limit is looked up with the first of so many samples: once a minute. */
  private static final int SAMPLES = 15;

  private final Root root;
  private @Nullable Group limited;
  private int sample;

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

  /** Empty where no group on the way up has a limit. Used by one thread. */
  public Optional<Memory> memory() {
    if (limited != null && sample % SAMPLES != 0) {
      Optional<Memory> memory = limited.memory();
      if (memory.isPresent()) {
        sample++;
        return memory;
      }
      // The process was moved to another one.
      sample = 0;
    }
    return sample++ % SAMPLES == 0 ? find() : Optional.empty();
  }

  private Optional<Memory> find() {
    return root.has("sys/fs/cgroup/cgroup.controllers")
        ? find("sys/fs/cgroup", own(""), "memory.max", "memory.current", "")
        : find(
            "sys/fs/cgroup/memory",
            own("memory"),
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            "total_");
  }

  private Optional<Memory> find(
      String mount, String own, String limit, String usage, String prefix) {
    // The group's own path is that of the host where the container does not see the whole tree.
    for (String path = own; ; path = path.substring(0, path.lastIndexOf('/'))) {
      String group = mount + path + "/";
      limited =
          new Group(
              root.file(group + limit),
              root.file(group + usage),
              root.file(group + "memory.stat"),
              prefix);
      Optional<Memory> memory = limited.memory();
      if (memory.isPresent()) {
        return memory;
      }
      if (path.isEmpty()) {
        limited = null;
        return Optional.empty();
      }
    }
  }

  /** One whose memory may be limited. */
  private static final class Group {
    private final KernelFile limit;
    private final KernelFile usage;
    private final KernelFile stat;
    private final String inactiveFiles;
    private final String activeFiles;
    private final String activeMemory;

    Group(KernelFile limit, KernelFile usage, KernelFile stat, String prefix) {
      this.limit = limit;
      this.usage = usage;
      this.stat = stat;
      this.inactiveFiles = prefix + "inactive_file ";
      this.activeFiles = prefix + "active_file ";
      this.activeMemory = prefix + "active_anon ";
    }

    /** Empty if it is not. */
    Optional<Memory> memory() {
      long most = limit.onlyNumber();
      long used = most < 0 || most >= NO_LIMIT ? -1 : usage.onlyNumber();
      return used < 0 ? Optional.empty() : Optional.of(memory(most, used));
    }

    private Memory memory(long most, long used) {
      long reclaimable = 0;
      double active = 0;
      int known = 0;
      try {
        stat.read();
        while (known < 3 && stat.nextLine()) {
          if (stat.skip(inactiveFiles)) {
            reclaimable = Math.max(stat.number(), 0);
            known++;
          } else if (stat.skip(activeFiles) || stat.skip(activeMemory)) {
            active += Math.max(stat.number(), 0);
            known++;
          }
        }
      } catch (IOException unknown) {
        known = 0;
      }
      return new Memory(most, used - reclaimable, known < 3 ? Double.NaN : active);
    }
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
