package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.jar.OwnJar;
import java.io.IOException;
import picocli.CommandLine.IVersionProvider;

/** The version this jar was built as. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    return new String[] {text()};
  }

  static String text() throws IOException {
    return "pluto-wandb-agent " + OwnJar.version();
  }
}
