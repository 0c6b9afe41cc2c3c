package ai.trainy.pluto.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** An agent that does nothing: what it costs, the JVM takes for any agent. */
public final class EmptyAgent {
  private static final String CLASS_FILE = EmptyAgent.class.getSimpleName() + ".class";

  private EmptyAgent() {}

  /** Called by the JVM. */
  @SuppressWarnings("unused") // the JVM looks for this signature
  public static void premain(String options) {}

  /** Its jar, made in {@code directory}. */
  static Path jar(Path directory) throws IOException {
    Path jar = directory.resolve("empty-agent.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", EmptyAgent.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream code = EmptyAgent.class.getResourceAsStream(CLASS_FILE)) {
      out.putNextEntry(
          new JarEntry(EmptyAgent.class.getPackageName().replace('.', '/') + "/" + CLASS_FILE));
      code.transferTo(out);
    }
    return jar;
  }
}
