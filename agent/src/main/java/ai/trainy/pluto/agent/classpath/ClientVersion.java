package ai.trainy.pluto.agent.classpath;

import ai.trainy.pluto.agent.binding.ClassBinding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a client, from what builds leave in jars. A fat jar has its own version in the
 * manifest and those of its parts beside it: there only a part counts that the client's package is
 * named after.
 */
final class ClientVersion {
  private static final Pattern PART =
      Pattern.compile("META-INF/maven/([^/]+)/[^/]+/pom\\.properties");

  private final ClasspathEntry entry;

  ClientVersion(ClasspathEntry entry) {
    this.entry = entry;
  }

  /**
   * @param bound one of the client's classes
   * @param moved whether a fat jar moved it
   * @throws IOException if the entry cannot be read
   */
  Optional<String> of(ClassBinding bound, boolean moved) throws IOException {
    List<String> parts = new ArrayList<>();
    List<String> own = new ArrayList<>();
    entry.list(
        file -> {
          Matcher part = PART.matcher(file);
          if (part.matches()) {
            parts.add(file);
            if (bound.name().startsWith(part.group(1) + ".")) {
              own.add(file);
            }
          }
        });
    if (!own.isEmpty()) {
      return ofPart(own.get(0));
    }
    if (moved || parts.size() > 1) {
      return Optional.empty();
    }
    Optional<String> version = ofManifest();
    return version.isEmpty() && parts.size() == 1 ? ofPart(parts.get(0)) : version;
  }

  private Optional<String> ofPart(String file) throws IOException {
    Properties properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(entry.read(file).orElse(new byte[0])));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " cannot be read", e);
    }
    return Optional.ofNullable(properties.getProperty("version"));
  }

  private Optional<String> ofManifest() throws IOException {
    Optional<byte[]> file = entry.read(JarFile.MANIFEST_NAME);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Manifest manifest = new Manifest(new ByteArrayInputStream(file.get()));
    return Optional.ofNullable(
        manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION));
  }
}
