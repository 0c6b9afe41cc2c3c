package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.EmptyAgent;
import ai.trainy.pluto.endtoend.programs.NoClient;
import ai.trainy.pluto.endtoend.programs.SetsUpLate;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which classes of the JDK are initialized because the agent is there. Some are set up once, by
 * whoever comes first, from properties that a program may want to set before.
 */
class InitializedClassesIT {
  /** The JVM fills a thread's number up with blanks to the length of the longest so far. */
  private static final Pattern INITIALIZED =
      Pattern.compile("(?m)^\\[(\\d+) *\\].*Initializing '([\\w/$]+)'");

  private static final Pattern OF_THE_JDK = Pattern.compile("(java|javax|jdk|sun|com/sun)/.*");

  /** What a request needs, and nothing else that the agent does. */
  private static final Pattern OF_CONNECTIONS =
      Pattern.compile("java/net/Socket|(javax/net|javax/net/ssl|sun/security/ssl)/.*");

  private static final String PROGRAM = SetsUpLate.class.getName().replace('.', '/');

  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("launchers")
  void withoutAClientOnlyTheEnvironmentIsRead(String launcher) throws IOException {
    Map<String, String> without = new LinkedHashMap<>();
    Map<String, String> with = new LinkedHashMap<>();

    run(Jvm.of(launcher, home).option(emptyAgent()), NoClient.class, without);
    run(
        Jvm.of(launcher, home).withAgent().variable("PLUTO_API_KEY", Jvm.KEY),
        NoClient.class,
        with);

    assertThat(moreThan(without, with, "initialized-without-a-client.txt")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void aRunLeavesWhatProgramsSetUpAlone(String launcher) throws IOException {
    Map<String, String> without = new LinkedHashMap<>();
    Map<String, String> with = new LinkedHashMap<>();
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended expected =
          run(Jvm.of(launcher, home).option(emptyAgent()), SetsUpLate.class, without);
      Jvm.Ended ended =
          run(
              Jvm.of(launcher, home)
                  .withAgent()
                  .withPluto(pluto.url())
                  .variable("PLUTO_SYSTEM_METRICS", "true")
                  .variable("PLUTO_METADATA", "true")
                  // TLS is set up for it, and nobody listens there: heartbeats may fail.
                  .variable("PLUTO_URL_PY", "https://127.0.0.1:9")
                  .withExampleClient(),
              SetsUpLate.class,
              with);

      assertThat(expected.stdout()).contains("SetsUpLate$OwnManager\n7\n[]");
      assertThat(ended.stdout()).as(ended.toString()).isEqualTo(expected.stdout());
      assertThat(pluto.runs()).as(ended.toString()).hasSize(1);
      assertThat(pluto.runs().get(0).pointCount()).isEqualTo(1);
    }
    assertThat(moreThan(without, with, "initialized-by-a-run.txt")).isEmpty();
    Map<String, String> onItsThread = new LinkedHashMap<>(with);
    onItsThread.values().removeIf(thread -> !thread.equals(with.get(PROGRAM)));
    assertThat(moreThan(without, onItsThread, "initialized-on-the-programs-thread.txt")).isEmpty();
    assertConnectsAfterTheFirstRunWasAskedFor(new ArrayList<>(with.keySet()));
  }

  private static void assertConnectsAfterTheFirstRunWasAskedFor(List<String> initialized) {
    List<String> after =
        initialized.subList(initialized.indexOf(PROGRAM + "$FirstRun"), initialized.size());
    assertThat(initialized)
        .filteredOn(name -> OF_CONNECTIONS.matcher(name).matches())
        .contains("java/net/Socket", "javax/net/ssl/SSLContext")
        .allMatch(after::contains);
  }

  /**
   * @param initialized is given each class, in this order, with the thread that did it
   */
  private Jvm.Ended run(Jvm jvm, Class<?> program, Map<String, String> initialized)
      throws IOException {
    Path log = Files.createTempFile(home, "classes", ".txt");
    Jvm.Ended ended = jvm.option("-Xlog:class+init=info:file=" + log + ":tid").run(program);
    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    Matcher names = INITIALIZED.matcher(Files.readString(log));
    while (names.find()) {
      initialized.putIfAbsent(names.group(2), names.group(1));
    }
    assertThat(initialized).hasSizeGreaterThan(100);
    return ended;
  }

  private static Set<String> moreThan(
      Map<String, String> without, Map<String, String> with, String list) throws IOException {
    ClassList known = new ClassList(list);
    return with.keySet().stream()
        .filter(name -> !without.containsKey(name) && OF_THE_JDK.matcher(name).matches())
        // Numbered, and of the class that is before that.
        .filter(name -> !name.contains("$$Lambda"))
        .filter(name -> !known.allows(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String emptyAgent() throws IOException {
    Path jar = home.resolve("empty-agent.jar");
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", EmptyAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    String entry = EmptyAgent.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream in = EmptyAgent.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new ZipEntry(entry));
      in.transferTo(out);
    }
    return "-javaagent:" + jar;
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
