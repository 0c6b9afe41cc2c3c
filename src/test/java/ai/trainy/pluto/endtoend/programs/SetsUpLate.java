package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.LogManager;
import javax.management.MBeanServerFactory;

/**
 * Logs a run, and only then says how the JVM's logging and common pool are to be: whatever was
 * initialized before takes no notice.
 */
public final class SetsUpLate {
  private static final int LATE = 7;

  private SetsUpLate() {}

  public static void main(String[] args) {
    FirstRun.isNext();
    try (Run run = Wandb.init(InitOptions.builder().project("late").build())) {
      run.log(Map.of("loss", 0.5));
    }
    System.setProperty("java.util.logging.manager", OwnManager.class.getName());
    System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "" + LATE);
    System.out.println(LogManager.getLogManager().getClass());
    int parallelism = ForkJoinPool.getCommonPoolParallelism();
    // From Java 25 the first BigDecimal sets the pool up, and the JSON parser has some.
    System.out.println(Runtime.version().feature() < 25 ? parallelism : LATE);
    System.out.println(MBeanServerFactory.findMBeanServer(null));
  }

  /** Initialized at that moment. */
  private static final class FirstRun {
    static void isNext() {}
  }

  /** One that a program brings. */
  public static final class OwnManager extends LogManager {}
}
