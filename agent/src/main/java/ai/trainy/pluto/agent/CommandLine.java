package ai.trainy.pluto.agent;

import java.lang.reflect.InvocationTargetException;

/** What {@code java -jar pluto-wandb-agent.jar} runs: the command line, in a class of its own. */
public final class CommandLine {
  private CommandLine() {}

  /**
   * Called by the JVM.
   *
   * @throws Throwable what the command throws
   */
  public static void main(String[] arguments) throws Throwable {
    if (PlutoAgent.isTooOld()) {
      Stderr.open().say(PlutoAgent.tooOld());
      System.exit(1);
    }
    try {
      AgentClassLoader.ofThisJar()
          .loadClass("ai.trainy.pluto.agent.cli.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
