package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.runs.Home;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whose runs a command is about. */
final class RunsDirectory {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description =
          "PLUTO_DIR of the programs that logged, or a directory named in a message."
              + " Default: where programs in this environment keep their journals.")
  private @Nullable Path directory;

  /**
   * @throws ParameterException if there is no such directory
   */
  List<Home> homes(Settings settings) throws IOException {
    try {
      return Home.of(directory, settings);
    } catch (NoSuchFileException e) {
      throw new ParameterException(spec.commandLine(), "No such directory: " + directory, e);
    }
  }
}
