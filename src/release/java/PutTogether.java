import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A step of the build: copies the files of a release into {@code target/release}, checks that they
 * are what Maven Central takes, and writes {@code checksums.txt}, which {@code sha256sum -c} reads.
 */
final class PutTogether {
  private static final String PARENT = "pluto-wandb-agent-parent";
  private static final String AGENT = "pluto-wandb-agent";

  /** Modules by their folders. */
  private static final Map<String, String> JARS =
      new TreeMap<>(Map.of("core", "pluto-core", "transport", "pluto-transport", "agent", AGENT));

  /** What Central asks of each POM, its parent's counted in. */
  private static final List<String> REQUIRED =
      List.of(
          "name",
          "description",
          "url",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "scm/connection",
          "scm/developerConnection",
          "scm/url");

  private final String version;
  private final Path root;
  private final boolean signed;
  private final Path release;
  private final List<String> problems = new ArrayList<>();

  private PutTogether(String version, Path root, boolean signed) {
    this.version = version;
    this.root = root;
    this.signed = signed;
    this.release = root.resolve("target/release");
  }

  /**
   * @param arguments the version, the folder of the repository, and whether nothing was signed
   */
  public static void main(String[] arguments) throws Exception {
    boolean signed = !Boolean.parseBoolean(arguments[2]);
    PutTogether release = new PutTogether(arguments[0], Path.of(arguments[1]).toRealPath(), signed);
    release.collect();
    release.check();
    if (!release.problems.isEmpty()) {
      release.problems.forEach(System.err::println);
      throw new IllegalStateException("This is no release that Maven Central takes.");
    }
    release.writeChecksums();
    System.out.println(
        "The release is in " + release.release + (signed ? "" : ", not signed: no key was given"));
  }

  private void collect() throws IOException {
    if (Files.isDirectory(release)) {
      try (Stream<Path> old = Files.walk(release)) {
        for (Path each : old.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
          Files.delete(each);
        }
      }
    }
    Files.createDirectories(release);
    copyPom(root, PARENT, PARENT + "-" + version);
    for (Map.Entry<String, String> jar : JARS.entrySet()) {
      Path target = root.resolve(jar.getKey()).resolve("target");
      String name = jar.getValue();
      // The agent's file is called so on every machine; a version in it would end up in scripts.
      String built = name.equals(AGENT) ? name : name + "-" + version;
      copy(target.resolve(built + ".jar"), built + ".jar");
      for (String kind : List.of("-sources.jar", "-javadoc.jar")) {
        copy(target.resolve(built + kind), name + "-" + version + kind);
      }
      copy(target.resolve("bom.json"), name + "-" + version + "-cyclonedx.json");
      copyPom(target.getParent(), name, built);
    }
    for (String script : List.of("pluto-wandb-agent", "pluto-wandb-agent.cmd")) {
      Files.copy(root.resolve("agent/src/main/scripts").resolve(script), release.resolve(script));
    }
  }

  private void copyPom(Path module, String name, String built) throws IOException {
    copy(
        module.resolve("pom.xml"),
        module.resolve("target").resolve(built + ".pom.asc"),
        name + "-" + version + ".pom");
  }

  private void copy(Path file, String name) throws IOException {
    copy(file, file.resolveSibling(file.getFileName() + ".asc"), name);
  }

  /** Copies a file and, of a release that is signed, its signature. */
  private void copy(Path file, Path signature, String name) throws IOException {
    if (!Files.isRegularFile(file)) {
      problems.add("There is no " + file);
      return;
    }
    Files.copy(file, release.resolve(name));
    if (signed && Files.isRegularFile(signature)) {
      Files.copy(signature, release.resolve(name + ".asc"));
    } else if (signed) {
      problems.add(name + " is not signed: there is no " + signature);
    }
  }

  private void check() throws Exception {
    if (version.endsWith("-SNAPSHOT")) {
      problems.add(version + " is not the version of a release");
    }
    Element parent = pom(PARENT);
    checkPom(parent, parent);
    for (String name : JARS.values()) {
      checkPom(pom(name), parent);
      checkJar(name + "-" + version + "-sources.jar", entry -> entry.endsWith(".java"));
      checkJar(name + "-" + version + "-javadoc.jar", "index.html"::equals);
      String jar = name.equals(AGENT) ? AGENT + ".jar" : name + "-" + version + ".jar";
      checkJar(jar, entry -> entry.endsWith(".class"));
      checkVersion(jar);
    }
  }

  private Element pom(String name) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory
        .newDocumentBuilder()
        .parse(release.resolve(name + "-" + version + ".pom").toFile())
        .getDocumentElement();
  }

  private void checkPom(Element pom, Element parent) {
    String name = text(pom, "artifactId");
    for (String required : REQUIRED) {
      if (text(pom, required).isEmpty() && text(parent, required).isEmpty()) {
        problems.add("The POM of " + name + " has no " + required);
      }
    }
    String own = text(pom, pom == parent ? "version" : "parent/version");
    if (!own.equals(version)) {
      problems.add("The POM of " + name + " is of version " + own);
    }
    for (String forbidden : List.of("repositories", "pluginRepositories")) {
      if (child(pom, forbidden) != null) {
        problems.add("The POM of " + name + " has " + forbidden);
      }
    }
    NodeList versions = pom.getElementsByTagName("version");
    for (int i = 0; i < versions.getLength(); i++) {
      if (versions.item(i).getTextContent().endsWith("-SNAPSHOT")) {
        problems.add("The POM of " + name + " has a version that is a snapshot");
      }
    }
  }

  /** What stands at a path below an element; empty if nothing does. */
  private static String text(Element element, String path) {
    Element at = element;
    for (String name : path.split("/")) {
      at = at == null ? null : child(at, name);
    }
    return at == null ? "" : at.getTextContent().strip();
  }

  private static Element child(Element element, String name) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element && node.getNodeName().equals(name)) {
        return (Element) node;
      }
    }
    return null;
  }

  private void checkJar(String name, Predicate<String> wanted) throws IOException {
    Path file = release.resolve(name);
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (JarFile jar = new JarFile(file.toFile())) {
      if (jar.stream().noneMatch(entry -> wanted.test(entry.getName()))) {
        problems.add(name + " has not what it is for");
      }
    }
  }

  private void checkVersion(String name) throws IOException {
    try (JarFile jar = new JarFile(release.resolve(name).toFile())) {
      String says = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
      if (!version.equals(says)) {
        problems.add(name + " says that it is version " + says);
      }
    }
  }

  private void writeChecksums() throws Exception {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> files = Files.list(release)) {
      for (Path file : files.sorted().collect(Collectors.toList())) {
        lines.append(sha256(file)).append("  ").append(file.getFileName()).append('\n');
      }
    }
    Files.write(
        release.resolve("checksums.txt"), lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    StringBuilder hex = new StringBuilder();
    for (byte each : digest.digest()) {
      hex.append(String.format("%02x", each));
    }
    return hex.toString();
  }
}
