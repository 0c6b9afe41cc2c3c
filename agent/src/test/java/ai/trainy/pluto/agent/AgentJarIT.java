package ai.trainy.pluto.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.transport.logging.Logger;
import ai.trainy.pluto.transport.proxies.ProxySelector;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as people get it. */
class AgentJarIT {
  private static final Path PATH = Path.of(System.getProperty("pluto.test.jar"));
  private static final int JAVA_8 = 52;
  private static final int JAVA_11 = 55;

  /** Where the libraries look for {@code java.util.logging}, and for a {@code ProxySelector}. */
  private static final String NO_LOGGING = "ai/trainy/pluto/transport/logging/";

  private static final String OWN_SELECTOR = "ai/trainy/pluto/transport/proxies/";

  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(PATH.toFile());
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Main-Class, ai.trainy.pluto.agent.PlutoAgent",
    "Premain-Class, ai.trainy.pluto.agent.PlutoAgent",
    "Agent-Class, ai.trainy.pluto.agent.PlutoAgent",
    "Can-Retransform-Classes, true",
    "Can-Redefine-Classes, false",
    "Implementation-Title, pluto-wandb-agent",
    "Automatic-Module-Name, ai.trainy.pluto.agent"
  })
  void theManifestSays(String name, String value) throws IOException {
    assertThat(manifest()).containsEntry(name, value);
  }

  @Test
  void theManifestHasTheVersionThatWasBuilt() throws IOException {
    assertThat(manifest())
        .containsEntry("Implementation-Version", System.getProperty("pluto.test.version"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Boot-Class-Path", "Class-Path", "Launcher-Agent-Class", "Multi-Release"})
  void theManifestLeavesOut(String name) throws IOException {
    assertThat(manifest()).doesNotContainKey(name);
  }

  private static Map<String, String> manifest() throws IOException {
    return jar.getManifest().getMainAttributes().entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().toString(), e -> e.getValue().toString()));
  }

  @Test
  void aProgramSeesTheEntryClassesAndNoOthers() {
    assertThat(files())
        .filteredOn(name -> name.endsWith(".class"))
        .allMatch(name -> name.matches("ai/trainy/pluto/agent/[\\w$]+\\.class"))
        .contains(
            "ai/trainy/pluto/agent/PlutoAgent.class",
            "ai/trainy/pluto/agent/ClientWatch.class",
            "ai/trainy/pluto/agent/AgentClassLoader.class")
        .hasSizeLessThan(10);
  }

  @Test
  void theEntryClassesLoadOnJava8() throws IOException {
    for (String name : files()) {
      if (name.endsWith(".class")) {
        assertThat(majorVersion(name)).as(name).isEqualTo(JAVA_8);
      }
    }
  }

  @Test
  void everythingElseLoadsOnJava11() throws IOException {
    for (String name : files()) {
      // A D-Bus by Java's own sockets, which 16 was the first to have; not loaded before.
      boolean sockets = name.startsWith("pluto/org/freedesktop/dbus/transport/jre/");
      if (name.endsWith(".classdata") && !sockets) {
        assertThat(majorVersion(name)).as(name).isLessThanOrEqualTo(JAVA_11);
      }
    }
  }

  private static int majorVersion(String name) throws IOException {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
      assertThat(in.readInt()).as(name).isEqualTo(0xCAFEBABE);
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }

  @Test
  void besidesTheEntryClassesEverythingIsInOneFolder() {
    assertThat(files())
        .filteredOn(name -> !name.startsWith("ai/trainy/pluto/agent/"))
        .allMatch(name -> name.startsWith("pluto/") || name.matches("META-INF/[A-Z.]+"));
  }

  @Test
  void theRootHasNothingThatLoadersLookFor() {
    assertThat(files())
        .noneMatch(name -> name.startsWith("META-INF/services/"))
        .noneMatch(name -> name.startsWith("META-INF/versions/"))
        .noneMatch(name -> name.startsWith("META-INF/maven/"))
        .noneMatch(name -> name.startsWith("META-INF/native"));
  }

  @Test
  void theFolderHasNoClassThatAnotherLoaderCouldFind() {
    assertThat(files())
        .filteredOn(name -> name.startsWith("pluto/"))
        .noneMatch(name -> name.endsWith(".class"))
        .noneMatch(name -> name.endsWith(".jar"));
  }

  @Test
  void theFolderHasOurClassesAndTheLibraries() {
    assertThat(files())
        .contains(
            "pluto/ai/trainy/pluto/Pluto.classdata",
            "pluto/ai/trainy/pluto/transport/HttpPlutoApi.classdata",
            "pluto/ai/trainy/pluto/agent/start/Start.classdata",
            "pluto/ai/trainy/pluto/agent/binding/official-client.binding",
            "pluto/net/bytebuddy/ByteBuddy.classdata",
            "pluto/ai/trainy/pluto/library/okhttp3/OkHttpClient.classdata",
            "pluto/ai/trainy/pluto/library/com/fasterxml/jackson/databind/ObjectMapper.classdata",
            "pluto/picocli/CommandLine.classdata",
            "pluto/com/github/javakeyring/Keyring.classdata");
  }

  /** Other agents instrument, for every program alike, what has these names. */
  @Test
  void theTransportsLibrariesDoNotHaveTheirNames() throws IOException {
    Pattern old = Pattern.compile("(?<!library/)\\b(okhttp3|okio|kotlin|com/fasterxml/jackson)/");

    for (String name : classes("pluto/ai/")) {
      // Where a resource was that is left out.
      String text = text(name).replace("okhttp3/internal/publicsuffix/", "");
      assertThat(old.matcher(text).find()).as(name).isFalse();
    }
    assertThat(files())
        .noneMatch(name -> name.matches("pluto/(okhttp3|okio|kotlin|com/fasterxml)/.*"));
  }

  /** A program may not have set its logging up yet, and a Java need not have that module. */
  @Test
  void nothingButTheKeyringsLibrariesUsesTheJvmsLogging() throws IOException {
    for (String name : classes("pluto/")) {
      if (!name.startsWith("pluto/com/sun/jna/")) {
        assertThat(text(name).contains("java/util/logging/")).as(name).isFalse();
      }
    }
  }

  /** Its type reads a property once, which a program may not have set yet. */
  @Test
  void oneClassAloneKnowsTheJvmsProxySelector() {
    assertThat(classes("pluto/ai/trainy/pluto/(library|transport)/"))
        .filteredOn(name -> text(name).contains("java/net/ProxySelector"))
        .containsExactly("pluto/ai/trainy/pluto/transport/JvmProxies.classdata");
  }

  @Test
  void whatIsThereInsteadHasEveryMethodThatTheLibrariesCall() throws Exception {
    List<String> logging = new ArrayList<>();
    List<String> proxies = new ArrayList<>();
    for (String name : classes("pluto/ai/trainy/pluto/library/")) {
      logging.addAll(callsOf(NO_LOGGING, name));
      proxies.addAll(callsOf(OWN_SELECTOR, name));
    }

    assertThat(logging).hasSizeGreaterThan(3).isSubsetOf(methodsOf(Logger.class));
    assertThat(proxies)
        .hasSizeGreaterThan(1)
        .filteredOn(method -> !method.contains(".<init>"))
        .isSubsetOf(methodsOf(ProxySelector.class));
  }

  private static List<String> callsOf(String folder, String name) throws IOException {
    List<String> called = new ArrayList<>();
    ClassVisitor calls =
        new ClassVisitor(OpenedClassReader.ASM_API) {
          @Override
          public MethodVisitor visitMethod(
              int access, String method, String descriptor, String signature, String[] thrown) {
            return new MethodVisitor(api) {
              @Override
              public void visitMethodInsn(
                  int opcode, String owner, String method, String descriptor, boolean isInterface) {
                if (owner.startsWith(folder)) {
                  called.add(owner + "." + method + descriptor);
                }
              }
            };
          }
        };
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      new ClassReader(in.readAllBytes()).accept(calls, 0);
    }
    return called;
  }

  private static List<String> methodsOf(Class<?> type) {
    return Stream.of(type.getMethods())
        .map(
            method ->
                Type.getInternalName(type)
                    + "."
                    + method.getName()
                    + Type.getMethodDescriptor(method))
        .collect(Collectors.toList());
  }

  /** Those of Linux are reached without native code of ours. */
  @Test
  void theFolderHasWhatReachesTheKeyringsOfEachSystem() {
    assertThat(files())
        .contains(
            "pluto/com/sun/jna/darwin-aarch64/libjnidispatch.jnilib",
            "pluto/com/sun/jna/darwin-x86-64/libjnidispatch.jnilib",
            "pluto/com/sun/jna/win32-aarch64/jnidispatch.dll",
            "pluto/com/sun/jna/win32-x86-64/jnidispatch.dll",
            "pluto/com/sun/jna/platform/win32/WinDef$DWORD.classdata",
            "pluto/osxkeychain.so",
            "pluto/META-INF/services/org.freedesktop.dbus.spi.transport.ITransportProvider",
            "pluto/META-INF/services/org.slf4j.spi.SLF4JServiceProvider")
        .noneMatch(name -> name.matches("pluto/com/sun/jna/(?!darwin|win32)[a-z]+-.*"))
        .filteredOn(name -> name.contains("/META-INF/services/"))
        .hasSize(2);
  }

  @Test
  void theFolderHasTheLicencesThatMustComeAlong() {
    assertThat(files())
        .contains(
            "pluto/META-INF/licenses/ASM",
            "pluto/META-INF/licenses/SLF4J",
            "pluto/META-INF/licenses/dbus-java",
            "pluto/META-INF/licenses/java-keyring",
            "pluto/META-INF/licenses/jkeychain",
            "pluto/META-INF/licenses/secret-service");
  }

  @Test
  void theFolderHasNoSecondCopyOfTheEntryClasses() {
    assertThat(files())
        .noneMatch(name -> name.matches("pluto/ai/trainy/pluto/agent/[\\w$]+\\.classdata"));
  }

  @Test
  void moduleDescriptionsAndOtherVersionsAndSignaturesAreLeftOut() {
    assertThat(files())
        .noneMatch(name -> name.contains("module-info"))
        .noneMatch(name -> name.contains("META-INF/versions"))
        .noneMatch(name -> name.matches(".*META-INF/[^/]*\\.(SF|RSA|DSA|EC)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "junit",
        "org/junit/",
        "org/assertj/",
        "org/opentest4j/",
        "org/apiguardian/",
        "com/tngtech/",
        "com/github/tomakehurst/",
        "org/json/",
        "com/wandb/",
        "net/bytebuddy/agent/VirtualMachine",
        "io/grpc/",
        "com/google/protobuf/"
      })
  void whatOnlyTestsUseIsLeftOut(String part) {
    assertThat(files()).noneMatch(name -> name.contains("/" + part));
  }

  @Test
  void noEntryIsThereTwice() {
    assertThat(files()).doesNotHaveDuplicates();
  }

  @Test
  void isSmallerThanElevenAndAHalfMegabytes() throws IOException {
    assertThat(Files.size(PATH)).isLessThan(11_500_000);
  }

  private static List<String> classes(String folder) {
    return files().stream()
        .filter(name -> name.matches(folder + ".*\\.classdata"))
        .collect(Collectors.toList());
  }

  /** A class file as it is, one character for a byte: names stand in it in plain text. */
  private static String text(String name) {
    try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every entry that is no folder. */
  private static List<String> files() {
    return jar.stream()
        .filter(entry -> !entry.isDirectory())
        .map(JarEntry::getName)
        .collect(Collectors.toList());
  }
}
