package ai.trainy.pluto.observe.system;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JVM that the program runs in: {@code sys/jvm.*}. */
final class ThisJvm implements Source {
  private static final String PREFIX = Sample.PREFIX + "jvm.";
  private static final String THREADS = PREFIX + "threads";
  private static final String CLASSES = PREFIX + "classes";
  private static final String DIRECT_USED = PREFIX + "direct.used";
  private static final String DIRECT_COUNT = PREFIX + "direct.count";
  private static final String PROCESSOR = PREFIX + "cpu.percentage";

  private static final double NANOS_TO_PERCENT = 100 / 1e9;

  private final Rate processorTime = new Rate();

  /** Asked for with the first sample, and not before: they load some hundred classes. */
  private @Nullable Asked beans;

  /** The JVM's beans, which are the same as long as it lives. */
  private static final class Asked {
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    private final OperatingSystemMXBean process = ManagementFactory.getOperatingSystemMXBean();

    private final List<Collector> collectors =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(Collector::new)
            .collect(Collectors.toList());

    private final List<BufferPoolMXBean> direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .collect(Collectors.toList());
  }

  private static final class Collector {
    private final GarbageCollectorMXBean bean;
    private final String count;
    private final String time;

    Collector(GarbageCollectorMXBean bean) {
      String name = PREFIX + "gc." + Sample.nameOf(bean.getName());
      this.bean = bean;
      this.count = name + ".count";
      this.time = name + ".time_ms";
    }
  }

  @Override
  public void measure(Sample into) {
    if (beans == null) {
      beans = new Asked();
    }
    MemoryUsage heap = beans.memory.getHeapMemoryUsage();
    into.put(PREFIX + "heap.used", heap.getUsed());
    into.put(PREFIX + "heap.committed", heap.getCommitted());
    into.put(PREFIX + "heap.max", heap.getMax());
    MemoryUsage nonHeap = beans.memory.getNonHeapMemoryUsage();
    into.put(PREFIX + "nonheap.used", nonHeap.getUsed());
    into.put(PREFIX + "nonheap.committed", nonHeap.getCommitted());
    into.put(PREFIX + "nonheap.max", nonHeap.getMax());
    for (Collector collector : beans.collectors) {
      into.put(collector.count, collector.bean.getCollectionCount());
      into.put(collector.time, collector.bean.getCollectionTime());
    }
    into.put(THREADS, beans.threads.getThreadCount());
    into.put(CLASSES, beans.classes.getLoadedClassCount());
    for (BufferPoolMXBean direct : beans.direct) {
      into.put(DIRECT_USED, direct.getMemoryUsed());
      into.put(DIRECT_COUNT, direct.getCount());
    }
    if (beans.process instanceof com.sun.management.OperatingSystemMXBean) {
      double time = ((com.sun.management.OperatingSystemMXBean) beans.process).getProcessCpuTime();
      // Of one processor: a program that keeps four busy is at 400.
      into.put(PROCESSOR, processorTime.perSecond(time, into.time()) * NANOS_TO_PERCENT);
    }
  }
}
