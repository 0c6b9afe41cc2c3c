package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.agent.cli.text.Formats;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipInputStream;

/** Is the agent's jar whole? */
final class JarCheck {
  private static final String SUBJECT = "Agent";

  private JarCheck() {}

  static void into(Diagnosis diagnosis, Path jar, String version) {
    try {
      checkManifest(jar);
      int entries = entries(jar);
      diagnosis.ok(
          SUBJECT,
          version
              + ", "
              + jar
              + " ("
              + Formats.bytes(Files.size(jar))
              + ", all "
              + Formats.number(entries)
              + " entries read)");
    } catch (IOException e) {
      diagnosis.failure(
          SUBJECT, jar + " is damaged: " + e.getMessage(), "Build it or download it again.");
    }
  }

  private static void checkManifest(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
      if (attributes.getValue("Premain-Class") == null) {
        throw new IOException("its manifest names no Premain-Class");
      }
    }
  }

  /** Reads everything; that compares the checksums as well. */
  private static int entries(Path jar) throws IOException {
    int entries = 0;
    try (InputStream file = new BufferedInputStream(Files.newInputStream(jar));
        ZipInputStream zip = new ZipInputStream(file)) {
      while (zip.getNextEntry() != null) {
        zip.transferTo(OutputStream.nullOutputStream());
        entries++;
      }
    }
    return entries;
  }
}
