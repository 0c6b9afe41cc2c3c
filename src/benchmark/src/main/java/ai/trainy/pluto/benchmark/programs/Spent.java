package ai.trainy.pluto.benchmark.programs;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What a stage of a program took since the one before: on the clock and of the processor, by the
 * program's thread and by the whole process.
 */
final class Spent {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private long threadCpu = threads.getCurrentThreadCpuTime();
  private long processCpu = process.getProcessCpuTime();
  private long wall = System.nanoTime();

  /** Prints and starts anew: {@code stage.figure=microseconds}. */
  void print(String stage) {
    long wallNow = System.nanoTime();
    long threadCpuNow = threads.getCurrentThreadCpuTime();
    long processCpuNow = process.getProcessCpuTime();
    print(stage, "wall", wallNow - wall);
    print(stage, "thread-cpu", threadCpuNow - threadCpu);
    print(stage, "process-cpu", processCpuNow - processCpu);
    threadCpu = threads.getCurrentThreadCpuTime();
    processCpu = process.getProcessCpuTime();
    wall = System.nanoTime();
  }

  private static void print(String stage, String figure, long nanos) {
    System.out.println(stage + "." + figure + "=" + nanos / 1_000);
  }
}
