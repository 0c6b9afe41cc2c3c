package ai.trainy.pluto.observe.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrariesTest {
  @TempDir Path directory;

  @Test
  void jarsAreNamedByTheirFiles() {
    assertThat(
            libraries(
                "/lib/commons-math3-3.6.1.jar",
                "/app/classes",
                "/lib/log4j-1.2-api-2.17.1.jar",
                "/lib/training.jar"))
        .containsExactly("commons-math3==3.6.1", "log4j-1.2-api==2.17.1", "training");
  }

  @Test
  void aSingleJarIsLookedInto() throws IOException {
    Path jar =
        jar(
            Map.of(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nClass-Path: lib/gson-2.10.jar lib/plain.jar\n\n",
                "BOOT-INF/lib/okio-3.9.0.jar",
                "",
                "META-INF/maven/org.example/app/pom.properties",
                "version=1.0\n",
                "META-INF/maven/org.example/tensors/pom.properties",
                "version=4.2\n"));

    assertThat(libraries(jar.toString()))
        .containsExactly("app==1.0", "gson==2.10", "okio==3.9.0", "plain", "tensors==4.2");
  }

  @Test
  void whatIsNoJarCostsItsPartsAlone() throws IOException {
    Path broken = Files.writeString(directory.resolve("broken-1.0.jar"), "no zip");

    assertThat(libraries(broken.toString(), directory.resolve("gone-2.0.jar").toString()))
        .containsExactly("broken==1.0", "gone==2.0");
  }

  private static List<String> libraries(String... classPath) {
    return new Libraries(String.join(File.pathSeparator, classPath), "").all();
  }

  private Path jar(Map<String, String> entries) throws IOException {
    Path jar = directory.resolve("app.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }
}
