package ai.trainy.pluto.agent.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command has. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    footerHeading = "%nExamples:%n")
final class CommonOptions {
  private static final String NAME = "habits";

  @Option(names = "--verbose", description = "Print stack traces on failure.")
  private boolean verbose;

  /** Gives them to a command and its subcommands. */
  static void addTo(CommandLine command) {
    // The command help has its own.
    if (!(command.getCommand() instanceof CommandLine.HelpCommand)) {
      command.addMixin(NAME, new CommonOptions());
      command.getSubcommands().values().forEach(CommonOptions::addTo);
    }
  }

  /** Whether a command, or one that it is a subcommand of, was asked to be. */
  static boolean isVerbose(CommandLine command) {
    CommonOptions habits = (CommonOptions) command.getMixins().get(NAME);
    return (habits != null && habits.verbose)
        || (command.getParent() != null && isVerbose(command.getParent()));
  }
}
