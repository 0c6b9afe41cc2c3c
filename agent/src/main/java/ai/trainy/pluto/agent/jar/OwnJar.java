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

  /** The version it was built as, such as {@code 0.1.0}. */
  public static String version() throws IOException {
    return build().getProperty("version");
  }

  /**
   * The version and the commit it was built from, for people: {@code 0.1.0 (commit 756866f7d6dc)}.
   */
  public static String versionAndCommit() throws IOException {
    Properties build = build();
    // Classes that were not packed into the jar do not know it.
    String commit = build.getProperty("commit", "unknown").replaceFirst("^(\\w{12})\\w*", "$1");
    return build.getProperty("version") + " (commit " + commit + ")";
  }

  private static Properties build() throws IOException {
    Properties build = new Properties();
    try (InputStream in = OwnJar.class.getResourceAsStream("build.properties")) {
      build.load(in);
    }
    return build;
  }
}
