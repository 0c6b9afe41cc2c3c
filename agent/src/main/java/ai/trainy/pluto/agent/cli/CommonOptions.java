package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.messages.Printable;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What every command has. */
@Command(
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    footerHeading = "%nExamples:%n")
final class CommonOptions {
  private static final String NAME = "habits";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-v", "-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

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

  /**
   * Says what is wrong with a command line: in two lines, since what comes last is read.
   *
   * @return the exit code
   */
  static int misunderstood(ParameterException mistake, String... arguments) {
    CommandLine command = mistake.getCommandLine();
    command.getErr().println("error: " + Printable.escaped(text(mistake)));
    command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  private static String text(ParameterException mistake) {
    if (!(mistake instanceof UnmatchedArgumentException)) {
      return mistake.getMessage();
    }
    UnmatchedArgumentException unmatched = (UnmatchedArgumentException) mistake;
    String what =
        unmatched.isUnknownOption()
            ? "Unknown option"
            : unmatched.getCommandLine().getParent() == null
                ? "Unknown command"
                : "Unexpected argument";
    String text = what + " '" + unmatched.getUnmatched().get(0) + "'.";
    List<String> suggestions = unmatched.getSuggestions();
    return suggestions.isEmpty()
        ? text
        : text + " Did you mean '" + suggestions.get(0).replaceFirst("^.* ", "") + "'?";
  }

  /** Whether a command, or one that it is a subcommand of, was asked to be. */
  static boolean isVerbose(CommandLine command) {
    CommonOptions habits = (CommonOptions) command.getMixins().get(NAME);
    return (habits != null && habits.verbose)
        || (command.getParent() != null && isVerbose(command.getParent()));
  }
}
