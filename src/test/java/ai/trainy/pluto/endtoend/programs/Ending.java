package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.util.Map;

/**
 * Logs a row to a run that it does not finish, and ends as its arguments say: {@code return},
 * {@code throw}, {@code exit CODE}, {@code worker} (which throws; its handler takes care of it, and
 * the program exits with 0), {@code halt}, {@code hook} (which logs one more row) or {@code signal
 * NAME}.
 */
public final class Ending {
  public static final String PROJECT = "ending";

  private Ending() {}

  public static void main(String[] args) throws Exception {
    Run run = Wandb.init(InitOptions.builder().project(PROJECT).name(args[0]).build());
    run.log(Map.of("loss", 0.5));
    System.out.println("logged");
    switch (args[0]) {
      case "return":
        break;
      case "throw":
        throw new IllegalStateException("the training diverged");
      case "exit":
        System.exit(Integer.parseInt(args[1]));
        break;
      case "worker":
        throwInAWorker();
        System.exit(0);
        break;
      case "halt":
        Runtime.getRuntime().halt(0);
        break;
      case "hook":
        Runtime.getRuntime().addShutdownHook(new Thread(() -> saveIn(run)));
        break;
      case "signal":
        // The shell's own kill: not every system has a program of that name.
        new ProcessBuilder("sh", "-c", "kill -" + args[1] + " " + ProcessHandle.current().pid())
            .start();
        Thread.sleep(600_000);
        break;
      default:
        throw new IllegalArgumentException(args[0]);
    }
  }

  private static void throwInAWorker() throws InterruptedException {
    Thread worker =
        new Thread(
            () -> {
              throw new IllegalStateException("a file is missing");
            },
            "loader-3");
    worker.setUncaughtExceptionHandler(
        (thread, thrown) -> System.out.println(thread.getName() + ": " + thrown.getMessage()));
    worker.start();
    worker.join();
  }

  /** Once the agent's hook is done, which is the worst time. */
  private static void saveIn(Run run) {
    while (Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("pluto-exit"))) {
      Thread.onSpinWait();
    }
    run.log(Map.of("saved", 1));
    System.out.println("saved");
  }
}
