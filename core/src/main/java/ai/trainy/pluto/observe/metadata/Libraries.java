package ai.trainy.pluto.observe.metadata;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The jars that a program is made of, as {@code name==version}: what Python calls requirements. By
 * the names of their files; only a class path of one jar or two is looked into, for what a build
 * has packed into it.
 */
final class Libraries {
  private static final int MOST = 1_000;
  private static final int FEW_JARS = 2;

  private static final Pattern JAR = Pattern.compile("(?:.*[/\\\\])?([^/\\\\]+)\\.jar");

  /** Of several numbers in a name, the version is the last. */
  private static final Pattern VERSION = Pattern.compile("(.+)-(\\d.*)");

  private static final Pattern PACKED =
      Pattern.compile("(BOOT-INF/lib|WEB-INF/lib|lib)/[^/]+\\.jar");

  private static final Pattern PART =
      Pattern.compile("META-INF/maven/[^/]+/([^/]+)/pom\\.properties");

  private final String classPath;
  private final String modulePath;

  Libraries(String classPath, String modulePath) {
    this.classPath = classPath;
    this.modulePath = modulePath;
  }

  List<String> all() {
    Set<String> files = new LinkedHashSet<>();
    for (String path : List.of(classPath, modulePath)) {
      Collections.addAll(files, path.split(File.pathSeparator, -1));
    }
    files.removeIf(file -> !file.endsWith(".jar"));
    TreeSet<String> names = new TreeSet<>();
    files.forEach(file -> addName(file, names));
    if (files.size() <= FEW_JARS) {
      files.forEach(file -> look(file, names));
    }
    List<String> all = new ArrayList<>(names);
    // A jar whose name has no version may have it inside.
    all.removeIf(name -> String.valueOf(names.higher(name)).startsWith(name + "=="));
    return all.subList(0, Math.min(all.size(), MOST));
  }

  /** As they are shown; in the order of their names. */
  static List<String> named(List<String> jars) {
    Set<String> names = new TreeSet<>();
    jars.forEach(jar -> addName(jar, names));
    return new ArrayList<>(names);
  }

  private static void addName(String file, Set<String> names) {
    Matcher name = JAR.matcher(file);
    if (name.matches()) {
      Matcher version = VERSION.matcher(name.group(1));
      names.add(version.matches() ? version.group(1) + "==" + version.group(2) : name.group(1));
    }
  }

  private static void look(String file, Set<String> names) {
    try (JarFile jar = new JarFile(file)) {
      Manifest manifest = jar.getManifest();
      String more =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      for (String other : more == null ? new String[0] : more.trim().split("\\s+", -1)) {
        addName(other, names);
      }
      for (JarEntry entry : Collections.list(jar.entries())) {
        Matcher part = PART.matcher(entry.getName());
        if (PACKED.matcher(entry.getName()).matches()) {
          addName(entry.getName(), names);
        } else if (part.matches() && names.size() < MOST) {
          names.add(part.group(1) + "==" + version(jar, entry));
        }
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      // Its own name is known.
    }
  }

  private static String version(JarFile jar, JarEntry entry) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = jar.getInputStream(entry)) {
      properties.load(in);
    }
    return properties.getProperty("version", "");
  }
}
