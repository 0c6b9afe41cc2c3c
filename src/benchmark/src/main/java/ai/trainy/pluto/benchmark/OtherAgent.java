package ai.trainy.pluto.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * An agent to compare with. It is compiled here, and on no class path: the JVM appends an agent's
 * jar to the program's, so that it opens all of the program's jars before it finds an agent, but
 * would open none for a class of the first of them.
 */
final class OtherAgent {
  private final String name;
  private final List<Path> libraries;

  private OtherAgent(String name, List<Path> libraries) {
    this.name = name;
    this.libraries = libraries;
  }

  /** One that does nothing: what it costs, the JVM takes for any agent. */
  static Path empty(Path directory) throws IOException {
    return new OtherAgent("EmptyAgent", List.of()).jar(directory);
  }

  /**
   * One that puts empty advice into a client's methods: what it costs, Byte Buddy takes for it.
   *
   * @param byteBuddy its jar
   */
  static Path weaving(Path directory, Path byteBuddy) throws IOException {
    return new OtherAgent("WeavingAgent", List.of(byteBuddy)).jar(directory);
  }

  private Path jar(Path directory) throws IOException {
    Path classes = Files.createDirectories(directory.resolve(name));
    compile(directory, classes);
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(
        Attributes.Name.CLASS_PATH,
        libraries.stream().map(jar -> jar.toUri().toString()).collect(Collectors.joining(" ")));
    attributes.putValue("Premain-Class", name);
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = directory.resolve(name + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        DirectoryStream<Path> compiled = Files.newDirectoryStream(classes)) {
      for (Path each : compiled) {
        out.putNextEntry(new JarEntry(each.getFileName().toString()));
        Files.copy(each, out);
      }
    }
    return jar;
  }

  private void compile(Path directory, Path classes) throws IOException {
    Path source = directory.resolve(name + ".java");
    try (InputStream in = OtherAgent.class.getResourceAsStream(name + ".java.txt")) {
      Files.copy(in, source);
    }
    String classPath =
        libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "11",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                source.toString());
    if (failed != 0) {
      throw new IllegalStateException(name + " does not compile");
    }
  }
}
