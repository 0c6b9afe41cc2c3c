package ai.trainy.pluto.observe.system;

import java.io.IOException;
import java.util.Optional;

/** The memory in use: the container's where it has a limit, else the machine's. */
final class Memory implements Source {
  private static final String USED = Sample.PREFIX + "memory.used";
  private static final String ACTIVE = Sample.PREFIX + "memory.active";
  private static final String LIMIT = Sample.PREFIX + "memory.limit";

  private static final double KIBIBYTE = 1024;

  private final KernelFile machine;
  private final ControlGroup group;

  Memory(Root root, ControlGroup group) {
    this.machine = root.file("proc/meminfo");
    this.group = group;
  }

  @Override
  public void measure(Sample into) throws IOException {
    Optional<ControlGroup.Memory> limited = group.memory();
    if (limited.isPresent()) {
      into.put(USED, limited.get().used());
      into.put(ACTIVE, limited.get().active());
      into.put(LIMIT, limited.get().limit());
      return;
    }
    machine.read();
    long total = -1;
    long available = -1;
    long active = -1;
    while (machine.nextLine() && (total < 0 || available < 0 || active < 0)) {
      if (machine.skip("MemTotal:")) {
        total = machine.number();
      } else if (machine.skip("MemAvailable:")) {
        available = machine.number();
      } else if (machine.skip("Active:")) {
        active = machine.number();
      }
    }
    into.put(USED, total < 0 || available < 0 ? -1 : KIBIBYTE * (total - available));
    into.put(ACTIVE, KIBIBYTE * active);
  }
}
