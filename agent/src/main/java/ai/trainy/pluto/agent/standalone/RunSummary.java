package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.BoundMethod;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a run prints of itself when the program asks for that, on {@code System.out} as the client
 * does: in place of wandb's address there is Pluto's. The agent's only output on stdout.
 */
final class RunSummary {
  private RunSummary() {}

  /** What a method does with a run: prints what run this is, if it is there for that. */
  static Consumer<StandaloneRun> of(BoundMethod method) {
    boolean prints =
        method.returnDescriptor().equals("()V")
            && method.name().contains("()")
            && method.method().startsWith("print");
    return prints ? RunSummary::print : run -> {};
  }

  /** Waits for the server's answer as long as a run does. */
  private static void print(StandaloneRun run) {
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
