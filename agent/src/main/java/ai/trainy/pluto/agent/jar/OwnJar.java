package ai.trainy.pluto.agent.jar;

import java.net.URI;
import java.nio.file.Path;

/** The jar that this code came from: processes of ours are started with it. */
public final class OwnJar {
  private OwnJar() {}

  public static Path path() {
    // Of the agent's classes, only those that the JVM itself has loaded say where they are from.
    Class<?> loader = OwnJar.class.getClassLoader().getClass();
    return Path.of(
        URI.create(loader.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
