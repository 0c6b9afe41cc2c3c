package ai.trainy.pluto.agent.classpath;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** Finds the entries of one class path. */
final class ClassPathReader {
  private static final List<String> ROOTS = List.of("BOOT-INF/classes/", "WEB-INF/classes/");
  private static final Pattern INNER_JAR =
      Pattern.compile("(?:(?:BOOT-INF|WEB-INF)/)?lib/[^/]+\\.jar", Pattern.CASE_INSENSITIVE);

  private final List<ClasspathEntry> entries = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  /** The JVM does not look twice either, which also ends circles of manifests. */
  private final Set<Path> seen = new HashSet<>();

  ClassPath read(String text) {
    for (String entry : text.split(Pattern.quote(File.pathSeparator), -1)) {
      try {
        if (entry.equals("*") || entry.endsWith("/*") || entry.endsWith(File.separator + "*")) {
          addJarsOf(entry.substring(0, entry.length() - 1));
        } else {
          addGiven(Path.of(entry.isEmpty() ? "." : entry));
        }
      } catch (InvalidPathException e) {
        skipped.add(entry + " is no path (" + e.getReason() + ")");
      }
    }
    return new ClassPath(entries, skipped);
  }

  private void addJarsOf(String directory) {
    Path path = Path.of(directory.isEmpty() ? "." : directory);
    if (!Files.isDirectory(path)) {
      skipped.add(directory + "*: there is no such directory");
      return;
    }
    Set<Path> jars = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.{jar,JAR}")) {
      files.forEach(jars::add);
    } catch (IOException e) {
      skipped.add(directory + "* cannot be read (" + e + ")");
    }
    jars.forEach(this::addGiven);
  }

  private void addGiven(Path file) {
    if (Files.exists(file)) {
      add(file);
    } else {
      skipped.add(file + ": there is no such file or directory");
    }
  }

  private void add(Path file) {
    if (!seen.add(file.toAbsolutePath().normalize())) {
      return;
    }
    if (Files.isDirectory(file)) {
      entries.add(new Folder(file));
      return;
    }
    List<Path> more;
    try (JarFile jar = Jar.open(file)) {
      entries.add(new Jar(file, ""));
      addPacked(file, jar);
      more = namedByManifest(file, jar);
    } catch (IOException | IllegalArgumentException e) {
      skipped.add(file + " cannot be read as a jar (" + e + ")");
      return;
    }
    more.forEach(this::add);
  }

  private void addPacked(Path file, JarFile jar) {
    List<String> names = jar.stream().map(ZipEntry::getName).collect(Collectors.toList());
    for (String root : ROOTS) {
      if (names.stream().anyMatch(name -> name.startsWith(root))) {
        entries.add(new Jar(file, root));
      }
    }
    for (String name : names) {
      if (INNER_JAR.matcher(name).matches()) {
        entries.add(new InnerJar(file, name));
      }
    }
  }

  /** What is not there is nothing to speak of: libraries often name more than they need. */
  private static List<Path> namedByManifest(Path file, JarFile jar) {
    List<Path> named = new ArrayList<>();
    URI base = file.toAbsolutePath().toUri();
    for (String reference : classPathOf(jar).split("\\s+", -1)) {
      try {
        URI target = base.resolve(reference);
        if (!reference.isEmpty() && "file".equals(target.getScheme())) {
          named.add(Path.of(target));
        }
      } catch (IllegalArgumentException notOfThisMachine) {
        // Nor does the JVM do anything with it.
      }
    }
    named.removeIf(path -> !Files.exists(path));
    return named;
  }

  private static String classPathOf(JarFile jar) {
    try {
      Manifest manifest = jar.getManifest();
      String classPath =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return classPath == null ? "" : classPath;
    } catch (IOException e) {
      // The classes of a jar are loaded whatever its manifest looks like.
      return "";
    }
  }
}
