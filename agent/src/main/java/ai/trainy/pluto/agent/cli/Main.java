package ai.trainy.pluto.agent.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
      "with the key in PLUTO_API_KEY, or kept by the command login.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {Login.class, Logout.class, Sync.class, Status.class, ReadKeyring.class})
public final class Main implements Runnable {
  /** How long what runs at the end of the JVM may take, s. */
  private static final long END_SECONDS = 1;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          command.getErr().println("Failed: " + failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    end(line.execute(args));
  }

  /** Ends this JVM even if a keyring's threads or shutdown hooks would rather not. */
  private static void end(int exitCode) {
    Thread halt =
        new Thread(
            () -> {
              try {
                new CountDownLatch(1).await(END_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                // then at once
              }
              Runtime.getRuntime().halt(exitCode);
            },
            "end");
    halt.setDaemon(true);
    halt.start();
    System.exit(exitCode);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Nothing to do.");
  }
}
