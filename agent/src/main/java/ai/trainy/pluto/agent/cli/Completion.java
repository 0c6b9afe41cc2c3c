package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.text.ShellSyntax;
import ai.trainy.pluto.agent.jar.OwnJar;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** A name for the jar's command line in a shell, and the completion of what stands behind it. */
@Command(
    name = "completion",
    header = "Prints a shell completion script.",
    description = {
      "",
      "Prints a script for bash or zsh that defines the command pluto-wandb-agent and"
          + " completes its subcommands and options.",
      ""
    },
    exitCodeList = {"0:success", "2:usage error"},
    footer = {
      "  source <(java -jar pluto-wandb-agent.jar completion bash)",
      "                            for this shell; in ~/.bashrc for all",
      "  source <(java -jar pluto-wandb-agent.jar completion zsh)",
      "                            the same with ~/.zshrc"
    })
final class Completion implements Callable<Integer> {
  private enum Shell {
    bash,
    zsh
  }

  /** One script is for both, and tells by which it is read. */
  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      converter = OfName.class,
      description = "bash or zsh. The script is the same.")
  @SuppressWarnings("UnusedVariable") // that it is one of them is all that is asked of it
  private @Nullable Shell shell;

  private static final class OfName implements ITypeConverter<Shell> {
    @Override
    public Shell convert(String text) {
      for (Shell shell : Shell.values()) {
        if (shell.name().equals(text)) {
          return shell;
        }
      }
      throw new TypeConversionException("there is a script for bash and zsh, not for " + text);
    }
  }

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String name = root.getCommandName();
    spec.commandLine().getOut().println(function(name) + AutoComplete.bash(name, root));
    return 0;
  }

  /** Unless there is such a command already, a script of somebody's say. */
  private static String function(String name) {
    return "command -v "
        + name
        + " > /dev/null || "
        + name
        + "() { java -jar "
        + ShellSyntax.POSIX.quoted(OwnJar.path().toString())
        + " \"$@\"; }\n";
  }
}
