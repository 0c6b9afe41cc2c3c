package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.jar.OwnJar;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The version this jar was built as, and what runs it. */
@Command(
    name = "version",
    header = "Shows the version, its commit, this Java and this jar.",
    description = {"", "Shows what to put into a report of a problem.", ""},
    exitCodeList = {"0:success", "2:invalid command line"},
    footer = {"  version", "  --version                 the first line alone"})
final class Version implements IVersionProvider, Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text());
    out.println("Java " + java());
    out.println(OwnJar.path());
    return 0;
  }

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {text()};
  }

  static String text() throws IOException {
    return "pluto-wandb-agent " + OwnJar.versionAndCommit();
  }

  /** The Java that runs this, for people. */
  static String java() {
    return Runtime.version()
        + " ("
        + System.getProperty("java.vendor")
        + ") in "
        + System.getProperty("java.home");
  }
}
