package ai.trainy.pluto.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/**
 * An agent that does nothing: what it costs, the JVM takes for any agent. It is compiled here, and
 * on no class path: the JVM appends an agent's jar to the program's, so that it opens all of the
 * program's jars before it finds an agent, but would open none for a class of the first of them.
 */
final class EmptyAgent {
  private static final String NAME = "EmptyAgent";
  private static final String SOURCE =
      "public class " + NAME + " { public static void premain(String options) {} }";

  private EmptyAgent() {}

  /** Its jar, made in {@code directory}. */
  static Path jar(Path directory) throws IOException {
    Path source = Files.writeString(directory.resolve(NAME + ".java"), SOURCE);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "11", source.toString());
    if (failed != 0) {
      throw new IllegalStateException("the empty agent does not compile");
    }
    Path jar = directory.resolve("empty-agent.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", NAME);
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry(NAME + ".class"));
      Files.copy(directory.resolve(NAME + ".class"), out);
    }
    return jar;
  }
}
