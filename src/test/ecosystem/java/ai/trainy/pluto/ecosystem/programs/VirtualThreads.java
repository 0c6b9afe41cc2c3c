package ai.trainy.pluto.ecosystem.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A virtual thread for each worker, where this Java has them. Arguments: run id. */
public final class VirtualThreads {
  /** What it says where there are none. */
  public static final String NONE = "no virtual threads";

  private static final int WORKERS = 100;

  private VirtualThreads() {}

  public static void main(String[] args) throws Exception {
    if (Runtime.version().feature() < 21) {
      System.out.println(NONE);
      return;
    }
    // By reflection: this is compiled for 17.
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    Run run =
        Wandb.init(InitOptions.builder().project("virtual").id(args[0]).name("virtual").build());
    for (int i = 0; i < WORKERS; i++) {
      String name = "worker/" + i;
      threads.execute(() -> log(run, name));
    }
    threads.shutdown();
    System.out.println("done " + threads.awaitTermination(10, TimeUnit.MINUTES));
    run.finish(0);
  }

  private static void log(Run run, String name) {
    for (int i = 0; i < 10; i++) {
      run.log(Map.of(name, i * 0.5));
      LockSupport.parkNanos(1_000);
    }
  }
}
