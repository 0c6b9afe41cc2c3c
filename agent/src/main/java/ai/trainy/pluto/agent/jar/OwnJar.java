package ai.trainy.pluto.agent.jar;

import java.net.URI;
import java.nio.file.Path;

/** The jar that this code came from: processes of ours are started with it. */
public final class OwnJar {
  private OwnJar() {}

  public static Path path() {
    return Path.of(
        URI.create(OwnJar.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
