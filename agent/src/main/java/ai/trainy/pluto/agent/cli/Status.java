package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what waits for upload on this machine. */
@Command(
    name = "status",
    description = {
      "Shows the runs on this machine that Pluto does not have whole, and what was set aside.",
      "",
      "Looking changes nothing and does not disturb programs that are logging.",
      ""
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:What there is was shown, be it nothing.",
      "2:The command was not understood, or DIR does not exist."
    })
final class Status implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description =
          "What PLUTO_DIR was for the programs that logged, or a directory that a notice named."
              + " Default: where programs keep their journals with the settings of this"
              + " environment.")
  private Path directory;

  @Option(names = "--json", description = "For programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Settings settings = Settings.ofThisJvm(new AgentOptions(null));
    List<HomeState> states = new ArrayList<>();
    try {
      for (Home home : Home.of(directory, settings)) {
        states.add(HomeState.of(home));
      }
    } catch (NoSuchFileException e) {
      throw new ParameterException(spec.commandLine(), "There is no directory " + directory, e);
    }
    spec.commandLine()
        .getOut()
        .println(json ? StatusJson.of(states) : String.join("\n", StatusTable.of(states)));
    return 0;
  }
}
