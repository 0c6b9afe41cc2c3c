package ai.trainy.pluto.agent.cli;

import java.net.URI;
import java.nio.file.Path;

/** The jar that this program came from. */
final class OwnJar {
  private OwnJar() {}

  static Path path() {
    return Path.of(
        URI.create(OwnJar.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
