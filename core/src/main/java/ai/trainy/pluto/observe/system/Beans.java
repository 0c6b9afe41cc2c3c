package ai.trainy.pluto.observe.system;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/**
 * The machine where it is not Linux, as far as the JDK knows it: all processors together, and the
 * memory.
 */
final class Beans implements Source {
  @Override
  @SuppressWarnings("deprecation") // its newer names came with Java 14
  public void measure(Sample into) {
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    if (machine instanceof com.sun.management.OperatingSystemMXBean) {
      com.sun.management.OperatingSystemMXBean known =
          (com.sun.management.OperatingSystemMXBean) machine;
      into.put(Sample.PREFIX + "cpu.percentage.0", 100 * known.getSystemCpuLoad());
      into.put(
          Sample.PREFIX + "memory.used",
          (double) known.getTotalPhysicalMemorySize() - known.getFreePhysicalMemorySize());
    }
  }
}
