package ai.trainy.pluto.observe.system;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** The JVM that the program runs in: {@code sys/jvm.*}. */
final class ThisJvm implements Source {
  private static final double NANOS_TO_PERCENT = 100 / 1e9;

  private final Rate processorTime = new Rate();

  @Override
  public void measure(Sample into) {
    memory(into, "jvm.heap.", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
    memory(into, "jvm.nonheap.", ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      String name = "jvm.gc." + Sample.nameOf(collector.getName());
      into.put(name + ".count", collector.getCollectionCount());
      into.put(name + ".time_ms", collector.getCollectionTime());
    }
    into.put("jvm.threads", ManagementFactory.getThreadMXBean().getThreadCount());
    into.put("jvm.classes", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      if (pool.getName().equals("direct")) {
        into.put("jvm.direct.used", pool.getMemoryUsed());
        into.put("jvm.direct.count", pool.getCount());
      }
    }
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean) {
      double time =
          ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
              .getProcessCpuTime();
      // Of one processor: a program that keeps four busy is at 400.
      into.put("jvm.cpu.percentage", processorTime.perSecond(time, into.time()) * NANOS_TO_PERCENT);
    }
  }

  private static void memory(Sample into, String name, MemoryUsage usage) {
    into.put(name + "used", usage.getUsed());
    into.put(name + "committed", usage.getCommitted());
    into.put(name + "max", usage.getMax());
  }
}
