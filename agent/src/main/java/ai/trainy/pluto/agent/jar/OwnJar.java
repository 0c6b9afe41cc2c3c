package ai.trainy.pluto.agent.jar;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Properties;

/** The jar that this code came from: the agent's processes are started with it. */
public final class OwnJar {
  private OwnJar() {}

  public static Path path() {
    // Of the agent's classes, only those that the JVM itself has loaded say where they are from.
    Class<?> loader = OwnJar.class.getClassLoader().getClass();
    return Path.of(
        URI.create(loader.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** The version it was built as. */
  public static String version() throws IOException {
    Properties build = new Properties();
    try (InputStream in = OwnJar.class.getResourceAsStream("build.properties")) {
      build.load(in);
    }
    return build.getProperty("version");
  }
}
