package ai.trainy.pluto.endtoend.programs;

import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Saves its last results when the JVM ends, as Spring's {@code @PreDestroy} and savers for
 * preempted machines do: a shutdown hook of its own logs ten rows to each run. It does so once the
 * agent's hook is done, which is the worst time. Arguments: how it ends; the exit code that the
 * hook finishes the runs with, or none; how many runs. The property {@code preempted.log} names the
 * agent's log if its hook has to say how the runs ended before that.
 */
public final class Preempted {
  private Preempted() {}

  public static void main(String[] args) throws Exception {
    List<Run> runs = new ArrayList<>();
    for (int i = 1; i <= Integer.parseInt(args[2]); i++) {
      runs.add(Wandb.init(InitOptions.builder().project("preempted").name("run " + i).build()));
    }
    if (args[0].equals("signal-at-once")) {
      killThis();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> save(runs, args[1])));
    runs.forEach(run -> run.log(Map.of("loss", 0.5)));
    switch (args[0]) {
      case "signal":
        killThis();
        break;
      case "exit":
        System.exit(2);
        break;
      default:
        System.out.println("done");
    }
  }

  private static void killThis() throws Exception {
    // The shell's own kill: not every system has a program of that name.
    new ProcessBuilder("sh", "-c", "kill " + ProcessHandle.current().pid()).start();
    Thread.sleep(600_000);
  }

  private static void save(List<Run> runs, String exitCode) {
    while (!hasAgentSaidTheEnd()) {
      LockSupport.parkNanos(10_000_000);
    }
    while (isAgentEnding()) {
      Thread.onSpinWait();
    }
    for (int row = 1; row <= 10; row++) {
      for (Run run : runs) {
        run.log(Map.of("saved", row));
      }
    }
    if (!exitCode.equals("none")) {
      runs.forEach(run -> run.finish(Integer.parseInt(exitCode)));
    }
    System.out.println("saved");
  }

  private static boolean hasAgentSaidTheEnd() {
    String name = System.getProperty("preempted.log");
    if (name == null) {
      return true;
    }
    Path log = Path.of(name);
    try {
      return Files.exists(log) && Files.readString(log).contains("run 'run ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isAgentEnding() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("pluto-exit"));
  }
}
