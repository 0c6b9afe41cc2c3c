package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.messages.Printable;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.settings.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What every command has. */
@Command(
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    footerHeading = "%nExamples:%n")
final class CommonOptions {
  private static final String NAME = "common";

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
    if (mistake instanceof MissingParameterException) {
      return missing(((MissingParameterException) mistake).getMissing().get(0));
    }
    if (!(mistake instanceof UnmatchedArgumentException)) {
      return Reason.of(mistake)
          .replaceFirst("^Unknown subcommand", "Unknown command")
          .replaceFirst("positional parameter at index \\d+ \\((\\w+)\\)", "$1");
    }
    UnmatchedArgumentException unmatched = (UnmatchedArgumentException) mistake;
    String what =
        unmatched.isUnknownOption()
            ? "Unknown option"
            : unmatched.getCommandLine().getParent() == null
                ? "Unknown command"
                : "Unexpected argument";
    String given = unmatched.getUnmatched().get(0);
    CommandSpec command = unmatched.getCommandLine().getCommandSpec();
    return what
        + " '"
        + given
        + "'."
        + Suggestion.of(given, unmatched.isUnknownOption() ? options(command) : commands(command))
            .map(meant -> " Did you mean '" + meant + "'?")
            .orElse("");
  }

  private static String missing(ArgSpec argument) {
    return argument.isOption()
        ? "Option '"
            + ((OptionSpec) argument).longestName()
            + "' needs a value: "
            + argument.paramLabel()
            + "."
        : argument.paramLabel() + " is missing.";
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .collect(Collectors.toList());
  }

  private static List<String> commands(CommandSpec command) {
    return command.subcommands().entrySet().stream()
        .filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .collect(Collectors.toList());
  }

  /** Whether a command, or one that it is a subcommand of, was asked to be. */
  static boolean isVerbose(CommandLine command) {
    CommonOptions common = (CommonOptions) command.getMixins().get(NAME);
    return (common != null && common.verbose)
        || (command.getParent() != null && isVerbose(command.getParent()));
  }
}
