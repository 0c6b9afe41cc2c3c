package ai.trainy.pluto.agent.tee;

import java.util.Optional;

/**
 * What a run prints of itself when the program asks for that, on {@code System.out} as the client
 * does: in place of wandb's address there is Pluto's. The one thing of ours on stdout.
 */
final class RunInfo {
  private RunInfo() {}

  /** Whether a method is there to print what run this is. */
  static boolean isAskedBy(InertCall call) {
    return call.returned() == void.class
        && call.arguments().length == 0
        && call.method().startsWith("print");
  }

  /** Waits for the server's answer as long as a run does. */
  static void print(InertRun run) {
    Optional<String> page = run.page();
    String where;
    if (page.isPresent()) {
      where = "is in Pluto: " + page.get();
    } else if (run.run().isPresent()) {
      where = "is kept in " + run.run().get().directory() + " until Pluto takes it";
    } else {
      where = "is logged nowhere";
    }
    System.out.println("Run '" + run.get(RunProperty.NAME) + "' " + where);
  }
}
