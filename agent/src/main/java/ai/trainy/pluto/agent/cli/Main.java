package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.messages.Printable;
import ai.trainy.pluto.messages.Reason;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line: what can be asked of the jar when it is not an agent. */
@Command(
    name = "pluto-wandb-agent",
    header = "Sends everything a JVM program logs to Weights & Biases to Pluto as well.",
    description = {
      "",
      "As an agent, with the key in PLUTO_API_KEY or stored by login:",
      "  java -javaagent:pluto-wandb-agent.jar -jar program.jar",
      "",
      "As a command: java -jar pluto-wandb-agent.jar COMMAND",
      ""
    },
    subcommands = {
      Login.class,
      Logout.class,
      Status.class,
      Sync.class,
      Doctor.class,
      Completion.class,
      Version.class,
      CommandLine.HelpCommand.class,
      ReadKeyring.class
    },
    exitCodeList = {"0:success", "1:failure; see stderr, or the output of doctor", "2:usage error"},
    footer = {
      "  login                     stores the API key",
      "  doctor --class-path app.jar",
      "                            checks that this program can log to Pluto",
      "  status                    lists runs that wait for upload",
      "  sync                      uploads them",
      "",
      "Environment:",
      "  PLUTO_API_KEY             the API key; takes precedence over the stored one",
      "  PLUTO_HOST                the host of your own Pluto server",
      "  NO_COLOR                  any value turns colors off",
      "  doctor shows all settings with their current values.",
      "",
      "Files:",
      "  ~/.local/state/pluto      runs that wait for upload, and pluto.log; on macOS",
      "                            ~/Library/Application Support/pluto, on Windows",
      "                            %%LOCALAPPDATA%%\\pluto",
      "  ~/.local/share/python_keyring/keyring_pass.cfg",
      "                            the API key, if there is no keyring; on Windows",
      "                            %%LOCALAPPDATA%%\\Python Keyring\\keyring_pass.cfg"
    })
public final class Main implements Runnable {
  /** How long what runs at the end of the JVM may take, s. */
  private static final long END_SECONDS = 1;

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    end(line(Invocation.ofThisProcess()).execute(args));
  }

  /**
   * Runs a command without a terminal, in a process that goes on afterwards.
   *
   * @param properties system properties by their names; see {@link
   *     ai.trainy.pluto.settings.Settings}
   * @param environment the environment variables by their names
   * @return the exit code
   */
  public static int run(
      Map<String, String> properties,
      Map<String, String> environment,
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      String... arguments) {
    return line(new Invocation(properties, environment, in, null))
        .setOut(out)
        .setErr(err)
        .execute(arguments);
  }

  private static CommandLine line(Invocation invocation) {
    CommandLine line = new CommandLine(new Main(), invocation);
    CommonOptions.addTo(line);
    line.setColorScheme(Help.defaultColorScheme(invocation.ansi()));
    line.setParameterExceptionHandler(CommonOptions::misunderstood);
    line.setExecutionExceptionHandler(Main::failed);
    return line;
  }

  private static int failed(Exception failure, CommandLine command, ParseResult result) {
    command.getErr().println("error: " + Printable.escaped(Reason.of(failure)));
    if (CommonOptions.isVerbose(command)) {
      failure.printStackTrace(command.getErr());
    }
    return CommandLine.ExitCode.SOFTWARE;
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

  /** Without a command: what there is. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
