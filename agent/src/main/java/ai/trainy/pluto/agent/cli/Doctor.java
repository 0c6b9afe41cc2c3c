package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.check.StartupChecks;
import ai.trainy.pluto.agent.cli.doctor.Diagnosis;
import ai.trainy.pluto.agent.cli.doctor.DiagnosisJson;
import ai.trainy.pluto.agent.cli.doctor.DiagnosisText;
import ai.trainy.pluto.agent.cli.doctor.StartCheck;
import ai.trainy.pluto.agent.jar.OwnJar;
import ai.trainy.pluto.agent.keyring.KeyringProcess;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at everything that has to be right for a program to log to Pluto. */
@Command(
    name = "doctor",
    header = "Checks that programs on this machine can log to Pluto, and suggests fixes.",
    description = {
      "",
      "Checks everything a program needs to log to Pluto: this Java, the agent's jar,"
          + " the settings, the key, Pluto's services and the network, the disk and, with"
          + " --class-path, the program's wandb clients. Reports each finding and how to fix it.",
      "",
      "Run it the way your program runs: with the same java, as the same user, in the"
          + " same environment. It changes nothing.",
      ""
    },
    exitCodeList = {
      "0:no problem found",
      "1:they cannot; see the lines with FAIL",
      "2:usage error"
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
          "The class path of your program, or its jar, to look for wandb clients that the"
              + " agent's bindings fit. None of its code is run.")
  private @Nullable String classPath;

  @Option(
      names = "--agent-options",
      paramLabel = "OPTIONS",
      description =
          "The agent options of your program: what follows the = of"
              + " -javaagent:...jar=OPTIONS. By default those in JAVA_TOOL_OPTIONS, if it starts"
              + " the agent.")
  private @Nullable String agentOptions;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  Doctor(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    Path jar = OwnJar.path();
    StartCheck start = StartCheck.of(jar, invocation.settings(), agentOptions);
    AgentOptions options = Wandb.options(start.options());
    Settings settings = invocation.settings(options);
    // The keyring is asked as programs ask it, who do not wait for longer.
    StartupChecks checks = new StartupChecks(settings, KeyringProcess.of(jar), start);
    Diagnosis diagnosis = Diagnosis.of(jar, Version.text(), options, checks, classPath);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(DiagnosisJson.of(diagnosis, settings));
    } else {
      new DiagnosisText(spec.commandLine().getColorScheme().ansi())
          .of(diagnosis, settings)
          .forEach(out::println);
    }
    return diagnosis.isWell() ? 0 : 1;
  }
}
