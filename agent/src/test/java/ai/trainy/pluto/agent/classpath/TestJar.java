package ai.trainy.pluto.agent.classpath;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.trainy.pluto.agent.weave.CompiledClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar, or what else holds files, in the making. */
final class TestJar {
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  TestJar with(String file, byte[] content) {
    files.put(file, content);
    return this;
  }

  TestJar with(String file, String content) {
    return with(file, content.getBytes(UTF_8));
  }

  /** With a manifest of these lines; it has to come first. */
  TestJar withManifest(String... lines) {
    return with(
        "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n" + String.join("\n", lines) + "\n");
  }

  TestJar with(CompiledClient client) {
    return with(client, "");
  }

  /** With a client's classes below a folder; that has a slash at its end. */
  TestJar with(CompiledClient client, String folder) {
    client.classNames().forEach(name -> withClass(client, name, folder));
    return this;
  }

  TestJar withClass(CompiledClient client, String name, String folder) {
    return with(folder + name.replace('.', '/') + ".class", client.classFile(name));
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        jar.putNextEntry(new JarEntry(file.getKey()));
        jar.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  Path in(Path directory, String name) throws IOException {
    return Files.write(Files.createDirectories(directory).resolve(name), bytes());
  }

  /** As a directory instead of a jar. */
  Path unpacked(Path directory) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return directory;
  }
}
