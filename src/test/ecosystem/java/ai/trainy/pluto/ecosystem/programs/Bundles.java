package ai.trainy.pluto.ecosystem.programs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Starts a bundle with a client inside. Arguments: the jars of the client. */
public final class Bundles {
  private Bundles() {}

  public static void main(String[] jars) throws Exception {
    Path directory = Files.createTempDirectory(Path.of(""), "felix").toAbsolutePath();
    Path jar = bundle(directory.resolve("bundle.jar"), jars);
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(Constants.FRAMEWORK_STORAGE, directory.resolve("cache").toString()));
    framework.start();
    Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
    bundle.start();
    bundle.stop();
    bundle.uninstall();
    framework.stop();
    framework.waitForStop(0);
    System.out.println("stopped");
  }

  private static Path bundle(Path jar, String[] jars) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    attributes.putValue(Constants.BUNDLE_SYMBOLICNAME, "trainer");
    attributes.putValue(Constants.BUNDLE_ACTIVATOR, Activator.class.getName());
    attributes.putValue(Constants.IMPORT_PACKAGE, "org.osgi.framework");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      String activator = Activator.class.getName().replace('.', '/') + ".class";
      try (InputStream in = Bundles.class.getClassLoader().getResourceAsStream(activator)) {
        write(out, activator, in);
      }
      for (String client : jars) {
        try (JarFile file = new JarFile(client)) {
          for (JarEntry entry : file.stream().toArray(JarEntry[]::new)) {
            if (entry.getName().endsWith(".class") && !entry.getName().contains("META-INF")) {
              write(out, entry.getName(), file.getInputStream(entry));
            }
          }
        }
      }
    }
    return jar;
  }

  private static void write(JarOutputStream out, String name, InputStream content)
      throws IOException {
    if (name.endsWith("module-info.class")) {
      return;
    }
    out.putNextEntry(new JarEntry(name));
    content.transferTo(out);
    out.closeEntry();
  }
}
