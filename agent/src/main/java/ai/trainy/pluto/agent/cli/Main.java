package ai.trainy.pluto.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: what can be asked of the jar when it is not an agent. */
@Command(
    name = "pluto-wandb-agent",
    description = {
      "Carries what a JVM program logs to Weights & Biases over to Pluto.",
      "",
      "As an agent: java -javaagent:pluto-wandb-agent.jar -jar program.jar",
      "with the key in PLUTO_API_KEY."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {Sync.class, Status.class})
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Nothing to do.");
  }
}
