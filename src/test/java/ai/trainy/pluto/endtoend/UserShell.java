package ai.trainy.pluto.endtoend;

import com.example.Training;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import lab.metrics.Tracker;
import lab.plots.Picture;

/**
 * The shell of a user who follows the pages, with the variables of a local Pluto. Its home contains
 * the files that the pages name, including those of directories such as {@code /opt/pluto}.
 */
final class UserShell {
  private static final String OUTSIDE =
      "(?<![\\w$}./])/(path/to|opt/pluto|opt/my jars|shared|etc/ssl/certs)/";

  private final Path home;
  private final URI pluto;

  UserShell(Path home, URI pluto) throws IOException {
    this.home = home;
    this.pluto = pluto;
    for (String folder : List.of("", "opt/pluto", "path/to", "opt/my jars")) {
      Path directory = Files.createDirectories(home.resolve(folder));
      Files.copy(Jvm.agentJar(), directory.resolve("pluto-wandb-agent.jar"));
    }
    Files.createDirectories(home.resolve("shared"));
    program(home.resolve("training.jar"));
    Files.copy(home.resolve("training.jar"), home.resolve("app.jar"));
    Path commands = Files.createDirectories(home.resolve("bin"));
    // The JVM does not take its home from HOME; the other options make it start fast.
    command(
        commands.resolve("java"),
        "exec \"$JAVA_HOME/bin/java\" -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=5"
            + " -XX:+UseSerialGC -Duser.home=\"$HOME\" -Djava.io.tmpdir=\"$HOME\" \"$@\"");
    command(commands.resolve("srun"), "exec \"$@\"");
  }

  private static void program(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Training.class.getName());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Class<?> part : List.of(Training.class, Tracker.class, Picture.class)) {
        String name = part.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(name));
        try (InputStream in = part.getClassLoader().getResourceAsStream(name)) {
          in.transferTo(out);
        }
      }
    }
  }

  private static void command(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
  }

  /** Writes the bindings file. */
  void binding(String text) throws IOException {
    Files.writeString(home.resolve("path/to/our.binding"), text);
  }

  /** Runs blocks of a page; stops at the first line that fails. */
  Jvm.Ended run(String... blocks) {
    String script = here(String.join("\n", blocks));
    return jvm().start(List.of("/bin/bash", "--norc", "-euc", script));
  }

  /** Runs a command of the agent's command line in this process. */
  Jvm.Ended command(String line) {
    return jvm()
        .variable("PLUTO_WANDB_BINDINGS", here("/path/to/our.binding"))
        .commandLine((Object[]) here(line).split(" "));
  }

  /** Runs {@code doctor} in an environment of these lines only. */
  Jvm.Ended doctor(String lines) {
    Jvm jvm = Jvm.in(home);
    for (String line : here(lines).split("\n")) {
      String[] variable = line.replaceFirst("^export ", "").split("=", 2);
      jvm.variable(variable[0], variable[1]);
    }
    return jvm.commandLine("doctor", "--json");
  }

  private String here(String text) {
    return text.replaceAll(OUTSIDE, home + "/$1/");
  }

  private Jvm jvm() {
    return Jvm.in(home)
        .withPluto(pluto)
        .variable("PATH", home.resolve("bin") + ":/usr/bin:/bin")
        .variable("PLUTO_INIT_TIMEOUT_SECONDS", "300")
        .variable("PLUTO_FINISH_TIMEOUT_SECONDS", "300")
        .variable("PLUTO_SYSTEM_METRICS", "false")
        .variable("PLUTO_METADATA", "false");
  }
}
