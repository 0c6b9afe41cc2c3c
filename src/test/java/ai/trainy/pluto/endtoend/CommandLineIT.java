package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every command of the built jar. */
class CommandLineIT {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"login", "logout", "status", "sync", "doctor", "completion", "version"})
  void everyCommandExplainsItself(String command) {
    Jvm.Ended help = cli(command, "--help");

    assertThat(help.exitCode()).as(help.toString()).isZero();
    assertThat(help.stderr()).isEmpty();
    assertThat(help.stdout())
        .contains(
            "Usage: pluto-wandb-agent " + command,
            "--help",
            "--version",
            "--verbose",
            "Exit codes:",
            "Examples:")
        .doesNotContain("\033");
    assertThat(help.stdout().lines()).allMatch(line -> line.length() <= 80);
    assertThat(cli("help", command).stdout()).isEqualTo(help.stdout());
  }

  @Test
  void theWholeExplainsItself() {
    Jvm.Ended help = cli("--help");

    assertThat(help.stdout())
        .contains("login", "logout", "status", "sync", "doctor", "completion")
        .contains("Exit codes:", "Environment:", "Files:")
        .doesNotContain("read-keyring");
    assertThat(help.stdout().lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-v", "status --version", "doctor -V"})
  void everyCommandKnowsItsVersion(String line) {
    Jvm.Ended version = cli((Object[]) line.split(" "));

    assertThat(version.exitCode()).isZero();
    assertThat(version.stdout()).matches("pluto-wandb-agent \\d+\\.\\d+.* \\(commit .+\\)\\n");
  }

  @Test
  void versionSaysWhatAReportOfAProblemNeeds() {
    Jvm.Ended version = cli("version");

    assertThat(version.exitCode()).isZero();
    assertThat(version.stdout())
        .startsWith(cli("--version").stdout() + "Java " + Runtime.version())
        .endsWith("pluto-wandb-agent.jar\n");
  }

  @Test
  void withoutACommandItPrintsItsHelp() {
    Jvm.Ended ended = cli();

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.stdout()).isEqualTo(cli("--help").stdout());
    assertThat(ended.stderr()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bogus, Unknown command 'bogus'., pluto-wandb-agent",
    "help bogus, Unknown command 'bogus'., pluto-wandb-agent",
    "sync --run, Option '--run' needs a value: ID., pluto-wandb-agent sync",
    "statsu, Unknown command 'statsu'. Did you mean 'status'?, pluto-wandb-agent",
    "status --jsn, Unknown option '--jsn'. Did you mean '--json'?, pluto-wandb-agent status",
    "status a b, Unexpected argument 'b'., pluto-wandb-agent status",
    "status /nowhere/at/all, No such directory: /nowhere/at/all, pluto-wandb-agent status",
    "sync --timeout soon, 'soon' is not a whole number of seconds, pluto-wandb-agent sync",
    "completion fish, 'value for SHELL: there is a script for bash and zsh, not for fish', pluto-wandb-agent completion"
  })
  void aMistakeIsTwoLinesTheErrorAndWhereHelpIsAndEndsWithTwo(
      String line, String said, String command) {
    Jvm.Ended ended = cli((Object[]) line.split(" "));

    assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(2);
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.stderr())
        .startsWith("error: ")
        .contains(said)
        .endsWith("\nSee '" + command + " --help'.\n")
        .hasLineCount(2);
  }

  @Test
  void aFailureIsOneLineAndAStackTraceIsForThoseWhoAsk() throws IOException {
    Path inTheWay = home.resolve(".local/share/python_keyring");
    Files.createDirectories(inTheWay.getParent());
    Files.createFile(inTheWay);

    Jvm.Ended quiet = login();
    Jvm.Ended verbose = login("--verbose");

    assertThat(quiet.exitCode()).as(quiet.toString()).isOne();
    assertThat(quiet.stderr()).startsWith("error: ").hasLineCount(1);
    assertThat(verbose.exitCode()).isOne();
    assertThat(verbose.stderr()).startsWith(quiet.stderr()).contains("\tat ai.trainy.pluto.");
  }

  private Jvm.Ended login(String... more) {
    Object[] arguments = new Object[3 + more.length];
    arguments[0] = "login";
    arguments[1] = "--no-check";
    arguments[2] = "mlpi_0123456789abcdef";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Jvm.in(home)
        .variable("PLUTO_HOST", "127.0.0.1")
        .variable("PLUTO_URL_API", "http://127.0.0.1:9")
        .commandLineProcess(arguments);
  }

  @Test
  void aShellCompletesWhatCompletionPrints() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
    Path script = Files.writeString(home.resolve("completion"), cli("completion").stdout());

    assertThat(cli("completion", "bash").stdout())
        .isEqualTo(cli("completion", "zsh").stdout())
        .isEqualTo(cli("completion").stdout());
    assertThat(completed(script, "st")).containsExactly("status");
    assertThat(completed(script, "doctor", "--cl")).contains("--class-path");
    assertThat(bash("source " + script + " && pluto-wandb-agent --version").stdout())
        .startsWith("pluto-wandb-agent ");
  }

  /** What bash offers behind these words. */
  private List<String> completed(Path script, String... words) {
    Jvm.Ended ended =
        bash(
            "source "
                + script
                + "; COMP_WORDS=(pluto-wandb-agent "
                + String.join(" ", words)
                + "); COMP_CWORD="
                + words.length
                + "; _complete_pluto-wandb-agent; echo ${COMPREPLY[@]}");
    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    return List.of(ended.stdout().split("\\s+"));
  }

  private Jvm.Ended bash(String line) {
    return Jvm.in(home).start(List.of("/bin/bash", "--norc", "-c", line));
  }

  private Jvm.Ended cli(Object... arguments) {
    return Jvm.in(home).commandLine(arguments);
  }
}
