package ai.trainy.pluto.agent.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.weave.CompiledClient;
import ai.trainy.pluto.agent.weave.Shape;
import com.example.wandb.Wandb;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.json.JSONObject;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientScanTest {
  private static final String MOVED = "shaded.of.owls.";

  @TempDir Path directory;

  private static ClientScan scan(Path... path) {
    return scan(Bindings.clients(), false, path);
  }

  private static ClientScan scan(List<ClientBinding> clients, boolean withoutWandb, Path... path) {
    String text =
        List.of(path).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return ClientScan.of(ClassPath.of(text), clients, withoutWandb);
  }

  private static Path json() throws URISyntaxException {
    return jarOf(JSONObject.class);
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static CompiledClient client(Shape shape) throws IOException {
    return CompiledClient.of(shape, 11);
  }

  private static CompiledClient inPackage(String name) throws IOException {
    return CompiledClient.of(
        Shape.E, 11, source -> source.replace("package com.wandb.client", "package " + name));
  }

  private static CompiledClient withoutNotes() throws IOException {
    return CompiledClient.of(Shape.E, 11, source -> source.replace("withNotes(", "withRemarks("));
  }

  private Path jar(String name, CompiledClient client) throws IOException {
    return new TestJar().with(client).in(directory, name);
  }

  private static List<String> classes(FoundClient found) {
    return found.classes().stream().map(FoundClass::name).collect(Collectors.toList());
  }

  private static List<String> entries(ClientScan scan) {
    return scan.found().stream().map(FoundClient::entry).collect(Collectors.toList());
  }

  /** By what the binding calls them. */
  private static Map<String, List<String>> methods(FoundClient found, String className) {
    Map<String, List<String>> methods = new LinkedHashMap<>();
    for (FoundClass each : found.classes()) {
      if (each.name().equals(className)) {
        each.methods().forEach(method -> methods.put(method.bound(), method.signatures()));
      }
    }
    return methods;
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void theOfficialClientFitsInEveryShape(Shape shape) throws Exception {
    Path jar = jar("client.jar", client(shape));

    ClientScan scan = scan(jar, json());

    FoundClient found = scan.found().get(0);
    assertThat(scan.found()).hasSize(1);
    assertThat(found.mismatch()).isEmpty();
    assertThat(found.binding()).isEqualTo("official-client.binding");
    assertThat(found.entry()).isEqualTo(jar.toString());
    assertThat(found.prefix()).isEmpty();
    assertThat(found.isShadowed()).isFalse();
    assertThat(classes(found))
        .containsExactlyInAnyOrder(CompiledClient.RUN, CompiledClient.BUILDER);
    assertThat(scan.entries()).isEqualTo(2);
    assertThat(scan.unbound()).isEmpty();
    assertThat(scan.skipped()).isEmpty();
  }

  @Test
  void methodsAreAsASourceFileHasThem() throws Exception {
    FoundClient found = scan(jar("client.jar", client(Shape.A)), json()).found().get(0);

    assertThat(methods(found, CompiledClient.RUN))
        .containsExactly(
            entry("log(JSONObject,int)", List.of("WandbRun.log(org.json.JSONObject, int)")),
            entry("log(int,JSONObject)", List.of()),
            entry("finish(int) or done(int)", List.of("WandbRun.done(int)")));
    assertThat(methods(found, CompiledClient.BUILDER))
        .contains(
            entry("addTag(String)", List.of("WandbRun.Builder.addTag(java.lang.String)")),
            entry("setTags(List)", List.of()),
            entry("build()", List.of("WandbRun.Builder.build()")));
    assertThat(found.classes())
        .flatExtracting(FoundClass::methods)
        .filteredOn(method -> method.signatures().isEmpty())
        .isNotEmpty()
        .allMatch(FoundMethod::isOptional);
  }

  @Test
  void withoutWandbTheLinesForThatCount() throws Exception {
    Path jar = jar("client.jar", client(Shape.E));

    FoundClient found = scan(Bindings.clients(), true, jar, json()).found().get(0);

    assertThat(methods(found, CompiledClient.RUN))
        .containsEntry("log(JSONObject)", List.of("WandbRun.log(org.json.JSONObject)"));
    assertThat(found.unclear()).isEmpty();
  }

  @Test
  void withoutWandbWhatTheBindingLeavesOpenIsTold() throws Exception {
    CompiledClient client =
        CompiledClient.of(
            Shape.E,
            11,
            source ->
                source.replace(
                    "private int take(",
                    "public boolean goesOn() { return step > 0; } private int take("));

    FoundClient found =
        scan(Bindings.clients(), true, jar("client.jar", client), json()).found().get(0);

    assertThat(found.unclear())
        .extracting(method -> method + " -> " + method.line())
        .containsExactly(
            "com.wandb.client.WandbRun.goesOn() would answer true until the run is finished -> goesOn() : skip answer=...");
    assertThat(scan(Bindings.clients(), false, directory.resolve("client.jar"), json()).found())
        .allMatch(each -> each.unclear().isEmpty());
  }

  @Test
  void whatHandsItsWorkToAnotherThreadIsTold() throws Exception {
    String more =
        "public void log(int step, JSONObject json) {"
            + " java.util.concurrent.CompletableFuture.runAsync(() -> log(json, step)); }"
            + " private int take(";
    CompiledClient client =
        CompiledClient.of(Shape.E, 11, source -> source.replace("private int take(", more));

    Path jar = jar("client.jar", client);
    ClientScan scan = scan(Bindings.clients(), false, jar, json());

    assertThat(scan.found().get(0).unclear())
        .extracting(method -> method + " -> " + method.line())
        .containsExactly(
            "com.wandb.client.WandbRun.log(int,JSONObject) gives work to another thread and calls"
                + " log(JSONObject,int), which is bound as well"
                + " -> log(int,JSONObject) : log ... alone");
    Path own =
        Files.writeString(
            directory.resolve("own.binding"),
            "class com.wandb.client.WandbRun\n"
                + "log(JSONObject,int) : log data=arg0 step=arg1\n"
                + "log(int,JSONObject) : log data=arg1 step=arg0 alone");
    assertThat(scan(Bindings.read(own).clients(), false, jar, json()).found().get(0).unclear())
        .isEmpty();
    assertThat(scan(jar("plain.jar", client(Shape.E)), json()).found().get(0).unclear()).isEmpty();
  }

  @Test
  void theExampleClientLeavesNothingOpen() throws Exception {
    Path file = Path.of("..", "src", "test", "full-client", "full-wandb-client.binding");

    ClientScan scan = scan(Bindings.read(file).clients(), true, jarOf(Wandb.class));

    assertThat(scan.found()).hasSize(1).allMatch(client -> client.unclear().isEmpty());
  }

  @Test
  void aClientThatAFatJarMovedIsFoundWithItsPackage() throws Exception {
    FoundClient found =
        scan(jar("app.jar", inPackage(MOVED + "com.wandb.client")), json()).found().get(0);

    assertThat(found.prefix()).isEqualTo(MOVED);
    assertThat(found.mismatch()).isEmpty();
    assertThat(classes(found)).contains(MOVED + CompiledClient.RUN);
  }

  @Test
  void aDirectoryOfClassesIsLookedInto() throws Exception {
    Path classes = new TestJar().with(client(Shape.E)).unpacked(directory.resolve("classes"));

    ClientScan scan = scan(classes, json());

    assertThat(entries(scan)).containsExactly(classes.toString());
    assertThat(scan.found().get(0).mismatch()).isEmpty();
  }

  @Test
  void classesThatAreOnlyBelowADirectoryAreNotOnThePath() throws Exception {
    new TestJar()
        .with(client(Shape.E))
        .with(inPackage("org.other"))
        .unpacked(directory.resolve("target").resolve("classes"));

    ClientScan scan = scan(directory, json());

    assertThat(scan.found()).isEmpty();
    assertThat(scan.unbound()).isEmpty();
  }

  @Test
  void aClientThatTheBindingDoesNotFitIsToldAsTheWeaverTellsIt() throws Exception {
    FoundClient found = scan(jar("client.jar", withoutNotes()), json()).found().get(0);

    assertThat(found.mismatch().orElseThrow())
        .startsWith("com.wandb.client.WandbRun$Builder has no withNotes(String) but ")
        .contains("withRemarks(String)");
    assertThat(methods(found, CompiledClient.BUILDER))
        .containsEntry("withNotes(String)", List.of());
  }

  @Test
  void aClientWithoutABoundClassIsAMismatch() throws Exception {
    Path jar =
        new TestJar()
            .withClass(client(Shape.E), CompiledClient.RUN, "")
            .in(directory, "client.jar");

    assertThat(scan(jar, json()).found().get(0).mismatch())
        .hasValue("there is no class com.wandb.client.WandbRun$Builder");
  }

  @Test
  void aClassThatAMethodTakesAndIsNotOnThePathIsAMismatch() throws Exception {
    FoundClient found = scan(jar("client.jar", client(Shape.E))).found().get(0);

    assertThat(found.mismatch())
        .hasValue("a method needs the class org.json.JSONObject, which is not there");
    assertThat(found.classes()).flatExtracting(FoundClass::methods).isEmpty();
  }

  @Test
  void aDamagedClassFileIsAMismatch() throws Exception {
    Path jar =
        new TestJar()
            .with(client(Shape.E))
            .with("com/wandb/client/WandbRun.class", "no class file")
            .in(directory, "client.jar");

    assertThat(scan(jar, json()).found().get(0).mismatch().orElseThrow())
        .startsWith("its classes cannot be read (");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BOOT-INF/lib/", "WEB-INF/lib/", "lib/"})
  void aClientInAJarInAJarIsFound(String lib) throws Exception {
    byte[] inner =
        new TestJar().withManifest("Implementation-Version: 1.2").with(client(Shape.E)).bytes();
    Path fat =
        new TestJar()
            .with(lib + "client.jar", inner)
            .with(lib + "json.jar", Files.readAllBytes(json()))
            .in(directory, "fat.jar");

    ClientScan scan = scan(fat);

    assertThat(entries(scan)).containsExactly(fat + "!/" + lib + "client.jar");
    assertThat(scan.found().get(0).mismatch()).isEmpty();
    assertThat(scan.found().get(0).version()).hasValue("1.2");
    assertThat(scan.entries()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BOOT-INF/classes", "WEB-INF/classes"})
  void aClientAmongTheClassesOfAFatJarIsFoundByItsOwnName(String root) throws Exception {
    Path fat = new TestJar().with(client(Shape.E), root + "/").in(directory, "fat.jar");

    ClientScan scan = scan(fat, json());

    assertThat(entries(scan)).containsExactly(fat + "!/" + root);
    assertThat(scan.found().get(0).prefix()).isEmpty();
    assertThat(scan.found().get(0).mismatch()).isEmpty();
  }

  @Test
  void garbageInAFatJarIsTold() throws Exception {
    Path fat =
        new TestJar()
            .with("BOOT-INF/lib/bad.jar", "no jar")
            .with("BOOT-INF/lib/client.jar", new TestJar().with(client(Shape.E)).bytes())
            .in(directory, "fat.jar");

    ClientScan scan = scan(fat, json());

    assertThat(scan.found()).hasSize(1);
    assertThat(scan.skipped())
        .singleElement()
        .asString()
        .startsWith(fat + "!/BOOT-INF/lib/bad.jar cannot be read (");
  }

  @Test
  void aJarWithNamesInAnotherEncodingIsToldWhereverItIs() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.ISO_8859_1)) {
      zip.putNextEntry(new ZipEntry("K\u00e4uze.txt"));
    }
    Path alone = Files.write(directory.resolve("alone.jar"), bytes.toByteArray());
    Path fat = new TestJar().with("lib/inner.jar", bytes.toByteArray()).in(directory, "fat.jar");

    assertThat(scan(alone).skipped()).singleElement().asString().startsWith(alone + " cannot");
    assertThat(scan(fat).skipped()).singleElement().asString().startsWith(fat + "!/lib/inner");
  }

  @Test
  void whatThePathHasAndIsNotThereIsTold() throws Exception {
    Path gone = directory.resolve("gone.jar");

    ClientScan scan = scan(gone, jar("client.jar", client(Shape.E)), json());

    assertThat(scan.skipped()).containsExactly(gone + ": there is no such file or directory");
    assertThat(scan.found()).hasSize(1);
  }

  @Test
  void aLaterCopyIsShadowedAndHeldAgainstTheBindingByItself() throws Exception {
    Path first = jar("first.jar", client(Shape.E));
    Path second = jar("second.jar", withoutNotes());

    ClientScan scan = scan(first, second, json());

    assertThat(entries(scan)).containsExactly(first.toString(), second.toString());
    assertThat(scan.found()).extracting(FoundClient::isShadowed).containsExactly(false, true);
    assertThat(scan.found().get(0).mismatch()).isEmpty();
    assertThat(scan.found().get(1).mismatch()).isPresent();
  }

  @Test
  void aClientOfWhichAnEarlierJarHasAPartIsNotWhollyShadowed() throws Exception {
    Path part =
        new TestJar().withClass(client(Shape.E), CompiledClient.RUN, "").in(directory, "part.jar");

    ClientScan scan = scan(part, jar("whole.jar", client(Shape.A)), json());

    FoundClient whole = scan.found().get(1);
    assertThat(scan.found()).allMatch(found -> found.mismatch().isEmpty());
    assertThat(whole.isShadowed()).isFalse();
    assertThat(whole.classes())
        .filteredOn(FoundClass::isShadowed)
        .extracting(FoundClass::name)
        .containsExactly(CompiledClient.RUN);
    assertThat(methods(whole, CompiledClient.RUN))
        .containsEntry("finish(int) or done(int)", List.of("WandbRun.done(int)"));
  }

  @Test
  void aCopyInAnotherPackageIsNoShadow() throws Exception {
    Path own = jar("own.jar", client(Shape.E));
    Path moved = jar("moved.jar", inPackage(MOVED + "com.wandb.client"));

    assertThat(scan(own, moved, json()).found())
        .hasSize(2)
        .noneMatch(FoundClient::isShadowed)
        .allMatch(found -> found.mismatch().isEmpty());
  }

  @Test
  void theVersionIsThatOfThePartOfAFatJarThatTheClientIs() throws Exception {
    Path fat =
        new TestJar()
            .withManifest("Implementation-Version: 9-of-the-app")
            .with("META-INF/maven/lab/app/pom.properties", "version=9")
            .with("META-INF/maven/com.wandb/client/pom.properties", "version=1.3")
            .with(inPackage(MOVED + "com.wandb.client"))
            .in(directory, "fat.jar");

    assertThat(scan(fat, json()).found().get(0).version()).hasValue("1.3");
  }

  @Test
  void theVersionOfAFatJarIsNotThatOfTheClientInIt() throws Exception {
    Path fat =
        new TestJar()
            .withManifest("Implementation-Version: 9-of-the-app")
            .with(inPackage(MOVED + "com.wandb.client"))
            .in(directory, "fat.jar");

    assertThat(scan(fat, json()).found().get(0).version()).isEmpty();
  }

  @Test
  void aClientOfOnesOwnIsFoundByItsBinding() throws Exception {
    Path file = Path.of("..", "src", "test", "full-client", "full-wandb-client.binding");
    List<ClientBinding> clients = new ArrayList<>(Bindings.read(file).clients());
    clients.addAll(Bindings.clients());

    ClientScan scan = scan(clients, false, jarOf(Wandb.class));

    assertThat(scan.found()).hasSize(1);
    assertThat(scan.found().get(0).binding()).isEqualTo(file.toString());
    assertThat(scan.found().get(0).mismatch()).isEmpty();
    assertThat(methods(scan.found().get(0), "com.example.wandb.Run"))
        .containsEntry(
            "alert(String,String,AlertLevel)",
            List.of("Run.alert(java.lang.String, java.lang.String, com.example.wandb.AlertLevel)"))
        .containsEntry("addTags(String[])", List.of("Run.addTags(java.lang.String[])"));
    assertThat(clients).filteredOn(scan::isMissing).hasSize(1).first().isEqualTo(clients.get(1));
    assertThat(scan.unbound()).isEmpty();
  }

  @Test
  void whatIsCalledLikeAClientAndIsNotDescribedIsTold() throws Exception {
    Path jar = jar("other.jar", inPackage("org.other"));

    ClientScan scan = scan(jar, jarOf(Wandb.class));

    assertThat(scan.found()).isEmpty();
    assertThat(scan.unbound())
        .containsExactly(
            entry("org.other.WandbRun", jar.toString()),
            entry("com.example.wandb.Wandb", jarOf(Wandb.class).toString()));
  }

  @Test
  void anEmptyPathHasNothing() throws Exception {
    List<ClientBinding> clients = Bindings.clients();
    ClientScan scan = scan(clients, false, Files.createDirectories(directory.resolve("nothing")));

    assertThat(scan.found()).isEmpty();
    assertThat(clients).allMatch(scan::isMissing);
  }

  @Test
  void noClassOfTheProgramIsInitialised() throws Exception {
    String mark = "pluto.test.scan";
    CompiledClient client =
        CompiledClient.of(
            Shape.E,
            11,
            source ->
                source.replace(
                    "private int step;",
                    "private int step; static { System.setProperty(\"" + mark + "\", \"ran\"); }"));

    ClientScan scan = scan(jar("client.jar", client), json());

    assertThat(scan.found().get(0).mismatch()).isEmpty();
    assertThat(System.getProperty(mark)).isNull();
  }

  @Test
  void nothingIsLeftOpen() throws Exception {
    Path jar = jar("client.jar", client(Shape.E));
    scan(jar, json());

    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(files.map(ClientScanTest::target)).doesNotContain(jar.toString());
    } catch (NoSuchFileException e) {
      Assumptions.abort("only Linux tells");
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
