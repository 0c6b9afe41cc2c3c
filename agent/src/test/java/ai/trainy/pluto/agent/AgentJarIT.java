package ai.trainy.pluto.agent;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.transport.logging.Logger;
import ai.trainy.pluto.transport.proxies.ProxySelector;
import ai.trainy.pluto.transport.text.Normalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
import java.util.zip.ZipEntry;
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
  private static final String ARCHIVE = "pluto/archive";
  private static final int JAVA_8 = 52;
  private static final int JAVA_11 = 55;

  /** Where the libraries look for {@code java.util.logging}, and for a {@code ProxySelector}. */
  private static final String NO_LOGGING = "ai/trainy/pluto/transport/logging/";

  private static final String OWN_SELECTOR = "ai/trainy/pluto/transport/proxies/";

  private static final String OWN_NORMALIZER = "ai/trainy/pluto/transport/text/";

  private static JarFile jar;
  private static Archive archive;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(PATH.toFile());
    archive = new Archive(PATH.toFile());
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Main-Class, ai.trainy.pluto.agent.CommandLine",
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
        .hasSizeLessThan(15);
  }

  @Test
  void theEntryClassesLoadOnJava8() throws IOException {
    for (String name : files()) {
      if (name.endsWith(".class")) {
        byte[] content = jar.getInputStream(jar.getEntry(name)).readAllBytes();
        assertThat(majorVersion(name, content)).as(name).isEqualTo(JAVA_8);
      }
    }
  }

  @Test
  void everythingElseLoadsOnJava11() throws IOException {
    for (String name : classes("")) {
      // A D-Bus by Java's own sockets, which 16 was the first to have; not loaded before.
      if (!name.startsWith("org/freedesktop/dbus/transport/jre/")) {
        assertThat(majorVersion(name, archive.read(name))).as(name).isLessThanOrEqualTo(JAVA_11);
      }
    }
  }

  private static int majorVersion(String name, byte[] classFile) {
    ByteBuffer in = ByteBuffer.wrap(classFile);
    assertThat(in.getInt()).as(name).isEqualTo(0xCAFEBABE);
    in.getShort();
    return in.getShort();
  }

  @Test
  void besidesTheEntryClassesThereAreLicencesAndTheArchive() {
    assertThat(files())
        .filteredOn(name -> !name.startsWith("ai/trainy/pluto/agent/"))
        .allMatch(
            name ->
                name.equals(ARCHIVE)
                    || name.startsWith("pluto/META-INF/")
                    || name.matches("META-INF/[A-Z.]+"));
  }

  /** Each class is read from its middle. */
  @Test
  void theArchiveIsStored() {
    assertThat(jar.getEntry(ARCHIVE).getMethod()).isEqualTo(ZipEntry.STORED);
  }

  @Test
  void whatIsNotInTheArchiveIsNotFound() throws IOException {
    assertThat(archive.read("ai/trainy/pluto/Pluto")).isNull();
    // Of the same hash as one that is there.
    assertThat("ai/trainy/pluto/PluuP.class".hashCode())
        .isEqualTo("ai/trainy/pluto/Pluto.class".hashCode());
    assertThat(archive.read("ai/trainy/pluto/PluuP.class")).isNull();
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
  void theArchiveHasOurClassesAndTheLibraries() {
    assertThat(archived())
        .contains(
            "ai/trainy/pluto/Pluto.class",
            "ai/trainy/pluto/transport/HttpPlutoApi.class",
            "ai/trainy/pluto/agent/start/Start.class",
            "ai/trainy/pluto/agent/binding/official-client.binding",
            "net/bytebuddy/asm/Advice.class",
            "ai/trainy/pluto/library/okhttp3/OkHttpClient.class",
            "ai/trainy/pluto/library/com/fasterxml/jackson/core/JsonFactory.class",
            "picocli/CommandLine.class",
            "com/github/javakeyring/Keyring.class");
  }

  /** Other agents instrument, for every program alike, what has these names. */
  @Test
  void theTransportsLibrariesDoNotHaveTheirNames() throws IOException {
    Pattern old = Pattern.compile("(?<!library/)\\b(okhttp3|okio|kotlin|com/fasterxml/jackson)/");

    for (String name : classes("ai/")) {
      // Where a resource was that is left out.
      String text = text(name).replace("okhttp3/internal/publicsuffix/", "");
      assertThat(old.matcher(text).find()).as(name).isFalse();
    }
    assertThat(archived())
        .noneMatch(name -> name.matches("(okhttp3|okio|kotlin|com/fasterxml)/.*"));
  }

  /** The JVM would make a class of each at run time. */
  @Test
  void noLambdaOfOursIsLeft() throws IOException {
    for (String name : classes("ai/trainy/pluto/")) {
      if (!name.startsWith("ai/trainy/pluto/library/")) {
        assertThat(text(name).contains("LambdaMetafactory")).as(name).isFalse();
      }
    }
  }

  /** A program may not have set its logging up yet, and a Java need not have that module. */
  @Test
  void nothingButTheKeyringsLibrariesUsesTheJvmsLogging() throws IOException {
    for (String name : classes("")) {
      if (!name.startsWith("com/sun/jna/")) {
        assertThat(text(name).contains("java/util/logging/")).as(name).isFalse();
      }
    }
  }

  /** Its type reads a property once, which a program may not have set yet. */
  @Test
  void oneClassAloneKnowsTheJvmsProxySelector() {
    assertThat(classes("ai/trainy/pluto/(library|transport)/"))
        .filteredOn(name -> text(name).contains("java/net/ProxySelector"))
        .isNotEmpty()
        // With the classes that the build makes of its lambdas.
        .allMatch(name -> name.matches("ai/trainy/pluto/transport/JvmProxies(\\$.*)?\\.class"));
  }

  /** To ask has the JVM load all that it has for security. */
  @Test
  void noLibraryOfTheTransportAsksWhoElseCanDoTls() {
    assertThat(classes("ai/trainy/pluto/library/"))
        .noneMatch(name -> text(name).contains("java/security/Security"));
  }

  /** Where Byte Buddy would read annotations and make proxies before it weaves anything. */
  @Test
  void byteBuddysDispatchersAreClasses() {
    assertThat(classes("net/bytebuddy/description/"))
        .filteredOn(name -> text(name).contains("net/bytebuddy/utility/dispatcher/JavaDispatcher"))
        .filteredOn(name -> text(name).contains("java/security/PrivilegedAction"))
        .isNotEmpty()
        .allMatch(name -> name.endsWith("$$.class"));
  }

  /** By the build, which opens a run: what is loaded for that is loaded beside the program. */
  @Test
  void whatFirstRunNeedsIsListed() throws IOException {
    String list =
        new String(archive.read("ai/trainy/pluto/agent/start.classes"), StandardCharsets.US_ASCII);

    assertThat(list.lines())
        .contains("net.bytebuddy.asm.Advice", "net.bytebuddy.asm.Advice$AdviceVisitor")
        .contains("ai.trainy.pluto.journal.Journal", "ai.trainy.pluto.Run")
        .doesNotHaveDuplicates()
        .allMatch(name -> archived().contains(name.replace('.', '/') + ".class"))
        .noneMatch(
            name ->
                name.matches(
                    "ai\\.trainy\\.pluto\\.(transport|library"
                        + "|observe\\.(console|metadata|system))\\..*"));
  }

  /** Of this one, which JVMs load before their first run, less than a twentieth is ever called. */
  @Test
  void whatNothingCallsIsLeftOutOfLibraries() throws IOException {
    String arrays = "ai/trainy/pluto/library/kotlin/collections/ArraysKt___ArraysKt.class";

    assertThat(archive.read(arrays)).hasSizeLessThan(40_000);
    assertThat(archived()).doesNotContain("net/bytebuddy/ByteBuddy.class");
  }

  /** From Java 25 on, the first decimal sets up the common pool, which a program may want to. */
  @Test
  void noConstantOfTheParserIsADecimal() throws IOException {
    String parser = "ai/trainy/pluto/library/com/fasterxml/jackson/core/base/ParserMinimalBase";

    assertThat(callsOf("java/math/BigDecimal", parser + ".class"))
        .noneMatch(call -> call.contains("<init>"));
  }

  @Test
  void whatIsThereInsteadHasEveryMethodThatTheLibrariesCall() throws Exception {
    List<String> logging = new ArrayList<>();
    List<String> proxies = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (String name : classes("ai/trainy/pluto/library/")) {
      logging.addAll(callsOf(NO_LOGGING, name));
      proxies.addAll(callsOf(OWN_SELECTOR, name));
      texts.addAll(callsOf(OWN_NORMALIZER, name));
    }

    assertThat(logging).hasSizeGreaterThan(3).isSubsetOf(methodsOf(Logger.class));
    assertThat(proxies)
        .hasSizeGreaterThan(1)
        .filteredOn(method -> !method.contains(".<init>"))
        .isSubsetOf(methodsOf(ProxySelector.class));
    assertThat(texts).isNotEmpty().isSubsetOf(methodsOf(Normalizer.class));
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
    new ClassReader(archive.read(name)).accept(calls, 0);
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
  void theArchiveHasWhatReachesTheKeyringsOfEachSystem() {
    assertThat(archived())
        .contains(
            "com/sun/jna/darwin-aarch64/libjnidispatch.jnilib",
            "com/sun/jna/darwin-x86-64/libjnidispatch.jnilib",
            "com/sun/jna/win32-aarch64/jnidispatch.dll",
            "com/sun/jna/win32-x86-64/jnidispatch.dll",
            "com/sun/jna/platform/win32/WinDef$DWORD.class",
            "osxkeychain.so",
            "META-INF/services/org.freedesktop.dbus.spi.transport.ITransportProvider",
            "META-INF/services/org.slf4j.spi.SLF4JServiceProvider")
        .noneMatch(name -> name.matches("com/sun/jna/(?!darwin|win32)[a-z]+-.*"))
        .filteredOn(name -> name.startsWith("META-INF/services/"))
        .hasSize(2);
  }

  @Test
  void theLicencesThatMustComeAlongAreThere() {
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
  void theNoticeHasTheVersionsOfTheLibraries() throws IOException {
    String notice =
        new String(
            jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(),
            StandardCharsets.UTF_8);

    for (String library :
        List.of("byte-buddy", "okhttp-jvm", "kotlin-stdlib", "jackson-core", "picocli", "jna")) {
      assertThat(notice).containsPattern("(?m)^  " + library + "-\\d[\\d.]*$");
    }
    assertThat(notice).doesNotContain("wiremock", "\r").endsWith("\n");
  }

  @Test
  void theArchiveHasNoSecondCopyOfTheEntryClasses() {
    assertThat(archived()).noneMatch(name -> name.matches("ai/trainy/pluto/agent/[\\w$]+\\.class"));
  }

  @Test
  void moduleDescriptionsAndOtherVersionsAndSignaturesAreLeftOut() {
    assertThat(Stream.concat(files().stream(), archived().stream()))
        .noneMatch(name -> name.contains("module-info"))
        .noneMatch(name -> name.contains("META-INF/versions"))
        .noneMatch(name -> name.matches(".*META-INF/[^/]*\\.(SF|RSA|DSA|EC)"));
  }

  /** What may be null is for compilers. */
  @Test
  void nothingSaysWhatMayBeNull() throws IOException {
    for (String name : classes("")) {
      assertThat(text(name).contains("org/jspecify/")).as(name).isFalse();
    }
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
        "com/google/protobuf/",
        "com/fasterxml/jackson/databind/"
      })
  void whatOnlyTestsUseIsLeftOut(String part) {
    assertThat(archived()).noneMatch(name -> ("/" + name).contains("/" + part));
  }

  @Test
  void noEntryIsThereTwice() {
    assertThat(files()).doesNotHaveDuplicates();
    assertThat(archived()).doesNotHaveDuplicates();
  }

  @Test
  void isSmallerThanTenAndAHalfMegabytes() throws IOException {
    assertThat(Files.size(PATH)).isLessThan(10_500_000);
  }

  private static List<String> classes(String folder) {
    return archived().stream()
        .filter(name -> name.matches(folder + ".*\\.class"))
        .collect(Collectors.toList());
  }

  /** A class file as it is, one character for a byte: names stand in it in plain text. */
  private static String text(String name) {
    try {
      return new String(archive.read(name), StandardCharsets.ISO_8859_1);
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

  /** The names in the archive, as its index leads to them. */
  private static List<String> archived() {
    try (InputStream in = jar.getInputStream(jar.getEntry(ARCHIVE))) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
      List<String> names = new ArrayList<>();
      for (int left = bytes.getInt(); left > 0; left--) {
        bytes.getInt();
        int position = bytes.getInt();
        bytes.getInt();
        names.add(
            new String(
                bytes.array(),
                position + Short.BYTES,
                bytes.getShort(position),
                StandardCharsets.UTF_8));
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
