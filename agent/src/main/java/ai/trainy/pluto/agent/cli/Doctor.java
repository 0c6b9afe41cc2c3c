package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.doctor.Checkup;
import ai.trainy.pluto.agent.cli.doctor.CheckupJson;
import ai.trainy.pluto.agent.cli.doctor.CheckupText;
import ai.trainy.pluto.agent.jar.OwnJar;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at everything that has to be right for a program to log to Pluto. */
@Command(
    name = "doctor",
    header = "Looks whether a program would log to Pluto, and what to do if not.",
    description = {
      "",
      "Looks at everything that has to be right for a program to log to Pluto: this Java, the agent's"
          + " jar, the settings, the key, Pluto's services and the way to them, the disk, and the"
          + " wandb clients of a program. Says of each what it found, and what to do.",
      "",
      "Run it as your program runs: with the same java, as the same user, in the same environment."
          + " Looking changes nothing.",
      ""
    },
    exitCodeList = {
      "0:A program would log to Pluto.",
      "1:It would not; the lines with FAIL say why.",
      "2:The command was not understood."
    },
    footer = {
      "  doctor",
      "  doctor --class-path training.jar",
      "  doctor --class-path 'lib/*:classes'",
      "  doctor --json | jq '.findings[] | select(.level == \"failure\")'",
      "  java -Dpluto.mode=offline -jar pluto-wandb-agent.jar doctor",
      "                            with a setting that your program gets as a property"
    })
final class Doctor implements Callable<Integer> {
  private final Invocation invocation;

  @Option(
      names = {"-cp", "--class-path"},
      paramLabel = "PATH",
      description =
          "The class path of your program, or its jar: are there wandb clients on it, and do the"
              + " agent's bindings fit them? Nothing of it is run.")
  private String classPath;

  @Option(
      names = "--agent-options",
      paramLabel = "OPTIONS",
      description = "What stands behind the = of your program's -javaagent:...jar=OPTIONS.")
  private String agentOptions;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Spec private CommandSpec spec;

  Doctor(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    AgentOptions options = Wandb.options(agentOptions);
    Settings settings = invocation.settings(options);
    Checkup checkup = Checkup.of(OwnJar.path(), Version.text(), options, settings, classPath);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(CheckupJson.of(checkup, settings));
    } else {
      new CheckupText(spec.commandLine().getColorScheme().ansi())
          .of(checkup, settings)
          .forEach(out::println);
    }
    return checkup.isWell() ? 0 : 1;
  }
}
