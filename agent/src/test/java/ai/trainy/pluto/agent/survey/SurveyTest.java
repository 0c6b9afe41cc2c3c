package ai.trainy.pluto.agent.survey;

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

class SurveyTest {
  private static final String MOVED = "shaded.of.owls.";

  @TempDir Path directory;

  private static Survey survey(Path... path) {
    return survey(Bindings.clients(), false, path);
  }

  private static Survey survey(List<ClientBinding> clients, boolean withoutWandb, Path... path) {
    String text =
        List.of(path).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return Survey.of(ClassPath.of(text), clients, withoutWandb);
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

  private static List<String> places(Survey survey) {
    return survey.found().stream().map(FoundClient::place).collect(Collectors.toList());
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

    Survey survey = survey(jar, json());

    FoundClient found = survey.found().get(0);
    assertThat(survey.found()).hasSize(1);
    assertThat(found.mismatch()).isEmpty();
    assertThat(found.binding()).isEqualTo("official-client.binding");
    assertThat(found.place()).isEqualTo(jar.toString());
    assertThat(found.prefix()).isEmpty();
    assertThat(found.isShadowed()).isFalse();
    assertThat(classes(found))
        .containsExactlyInAnyOrder(CompiledClient.RUN, CompiledClient.BUILDER);
    assertThat(survey.places()).isEqualTo(2);
    assertThat(survey.unbound()).isEmpty();
    assertThat(survey.skipped()).isEmpty();
  }

  @Test
  void methodsAreAsASourceFileHasThem() throws Exception {
    FoundClient found = survey(jar("client.jar", client(Shape.A)), json()).found().get(0);

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

    FoundClient found = survey(Bindings.clients(), true, jar, json()).found().get(0);

    assertThat(methods(found, CompiledClient.RUN))
        .containsEntry("log(JSONObject)", List.of("WandbRun.log(org.json.JSONObject)"));
    assertThat(found.doubts()).isEmpty();
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
        survey(Bindings.clients(), true, jar("client.jar", client), json()).found().get(0);

    assertThat(found.doubts())
        .extracting(doubt -> doubt.text() + " -> " + doubt.line())
        .containsExactly(
            "com.wandb.client.WandbRun.goesOn() would answer true until the run is finished -> goesOn() : skip answer=...");
    assertThat(survey(Bindings.clients(), false, directory.resolve("client.jar"), json()).found())
        .allMatch(each -> each.doubts().isEmpty());
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
    Survey survey = survey(Bindings.clients(), false, jar, json());

    assertThat(survey.found().get(0).counted())
        .extracting(counted -> counted.text() + " -> " + counted.line())
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
    assertThat(survey(Bindings.read(own).clients(), false, jar, json()).found().get(0).counted())
        .isEmpty();
    assertThat(survey(jar("plain.jar", client(Shape.E)), json()).found().get(0).counted())
        .isEmpty();
  }

  @Test
  void theExampleClientLeavesNothingOpen() throws Exception {
    Path file = Path.of("..", "examples", "wandb-client", "example-wandb-client.binding");

    Survey survey = survey(Bindings.read(file).clients(), true, jarOf(Wandb.class));

    assertThat(survey.found()).hasSize(1).allMatch(client -> client.doubts().isEmpty());
  }

  @Test
  void aClientThatAFatJarMovedIsFoundWithItsPackage() throws Exception {
    FoundClient found =
        survey(jar("app.jar", inPackage(MOVED + "com.wandb.client")), json()).found().get(0);

    assertThat(found.prefix()).isEqualTo(MOVED);
    assertThat(found.mismatch()).isEmpty();
    assertThat(classes(found)).contains(MOVED + CompiledClient.RUN);
  }

  @Test
  void aDirectoryOfClassesIsLookedInto() throws Exception {
    Path classes = new TestJar().with(client(Shape.E)).unpacked(directory.resolve("classes"));

    Survey survey = survey(classes, json());

    assertThat(places(survey)).containsExactly(classes.toString());
    assertThat(survey.found().get(0).mismatch()).isEmpty();
  }

  @Test
  void classesThatAreOnlyBelowADirectoryAreNotOnThePath() throws Exception {
    new TestJar()
        .with(client(Shape.E))
        .with(inPackage("org.other"))
        .unpacked(directory.resolve("target").resolve("classes"));

    Survey survey = survey(directory, json());

    assertThat(survey.found()).isEmpty();
    assertThat(survey.unbound()).isEmpty();
  }

  @Test
  void aClientThatTheBindingDoesNotFitIsToldAsTheWeaverTellsIt() throws Exception {
    FoundClient found = survey(jar("client.jar", withoutNotes()), json()).found().get(0);

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

    assertThat(survey(jar, json()).found().get(0).mismatch())
        .hasValue("there is no class com.wandb.client.WandbRun$Builder");
  }

  @Test
  void aClassThatAMethodTakesAndIsNotOnThePathIsAMismatch() throws Exception {
    FoundClient found = survey(jar("client.jar", client(Shape.E))).found().get(0);

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

    assertThat(survey(jar, json()).found().get(0).mismatch().orElseThrow())
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

    Survey survey = survey(fat);

    assertThat(places(survey)).containsExactly(fat + "!/" + lib + "client.jar");
    assertThat(survey.found().get(0).mismatch()).isEmpty();
    assertThat(survey.found().get(0).version()).hasValue("1.2");
    assertThat(survey.places()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BOOT-INF/classes", "WEB-INF/classes"})
  void aClientAmongTheClassesOfAFatJarIsFoundByItsOwnName(String root) throws Exception {
    Path fat = new TestJar().with(client(Shape.E), root + "/").in(directory, "fat.jar");

    Survey survey = survey(fat, json());

    assertThat(places(survey)).containsExactly(fat + "!/" + root);
    assertThat(survey.found().get(0).prefix()).isEmpty();
    assertThat(survey.found().get(0).mismatch()).isEmpty();
  }

  @Test
  void garbageInAFatJarIsTold() throws Exception {
    Path fat =
        new TestJar()
            .with("BOOT-INF/lib/bad.jar", "no jar")
            .with("BOOT-INF/lib/client.jar", new TestJar().with(client(Shape.E)).bytes())
            .in(directory, "fat.jar");

    Survey survey = survey(fat, json());

    assertThat(survey.found()).hasSize(1);
    assertThat(survey.skipped())
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

    assertThat(survey(alone).skipped()).singleElement().asString().startsWith(alone + " cannot");
    assertThat(survey(fat).skipped()).singleElement().asString().startsWith(fat + "!/lib/inner");
  }

  @Test
  void whatThePathHasAndIsNotThereIsTold() throws Exception {
    Path gone = directory.resolve("gone.jar");

    Survey survey = survey(gone, jar("client.jar", client(Shape.E)), json());

    assertThat(survey.skipped()).containsExactly(gone + ": there is no such file or directory");
    assertThat(survey.found()).hasSize(1);
  }

  @Test
  void aLaterCopyIsShadowedAndHeldAgainstTheBindingByItself() throws Exception {
    Path first = jar("first.jar", client(Shape.E));
    Path second = jar("second.jar", withoutNotes());

    Survey survey = survey(first, second, json());

    assertThat(places(survey)).containsExactly(first.toString(), second.toString());
    assertThat(survey.found()).extracting(FoundClient::isShadowed).containsExactly(false, true);
    assertThat(survey.found().get(0).mismatch()).isEmpty();
    assertThat(survey.found().get(1).mismatch()).isPresent();
  }

  @Test
  void aClientOfWhichAnEarlierJarHasAPartIsNotWhollyShadowed() throws Exception {
    Path part =
        new TestJar().withClass(client(Shape.E), CompiledClient.RUN, "").in(directory, "part.jar");

    Survey survey = survey(part, jar("whole.jar", client(Shape.A)), json());

    FoundClient whole = survey.found().get(1);
    assertThat(survey.found()).allMatch(found -> found.mismatch().isEmpty());
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

    assertThat(survey(own, moved, json()).found())
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

    assertThat(survey(fat, json()).found().get(0).version()).hasValue("1.3");
  }

  @Test
  void theVersionOfAFatJarIsNotThatOfTheClientInIt() throws Exception {
    Path fat =
        new TestJar()
            .withManifest("Implementation-Version: 9-of-the-app")
            .with(inPackage(MOVED + "com.wandb.client"))
            .in(directory, "fat.jar");

    assertThat(survey(fat, json()).found().get(0).version()).isEmpty();
  }

  @Test
  void aClientOfOnesOwnIsFoundByItsBinding() throws Exception {
    Path file = Path.of("..", "examples", "wandb-client", "example-wandb-client.binding");
    List<ClientBinding> clients = new ArrayList<>(Bindings.read(file).clients());
    clients.addAll(Bindings.clients());

    Survey survey = survey(clients, false, jarOf(Wandb.class));

    assertThat(survey.found()).hasSize(1);
    assertThat(survey.found().get(0).binding()).isEqualTo(file.toString());
    assertThat(survey.found().get(0).mismatch()).isEmpty();
    assertThat(methods(survey.found().get(0), "com.example.wandb.Run"))
        .containsEntry(
            "alert(String,String,AlertLevel)",
            List.of("Run.alert(java.lang.String, java.lang.String, com.example.wandb.AlertLevel)"))
        .containsEntry("addTags(String[])", List.of("Run.addTags(java.lang.String[])"));
    assertThat(clients).filteredOn(survey::isMissing).hasSize(1).first().isEqualTo(clients.get(1));
    assertThat(survey.unbound()).isEmpty();
  }

  @Test
  void whatIsCalledLikeAClientAndIsNotDescribedIsTold() throws Exception {
    Path jar = jar("other.jar", inPackage("org.other"));

    Survey survey = survey(jar, jarOf(Wandb.class));

    assertThat(survey.found()).isEmpty();
    assertThat(survey.unbound())
        .extracting(UnboundClass::name)
        .containsExactly("org.other.WandbRun", "com.example.wandb.Wandb");
    assertThat(survey.unbound().get(0).place()).isEqualTo(jar.toString());
  }

  @Test
  void anEmptyPathHasNothing() throws Exception {
    List<ClientBinding> clients = Bindings.clients();
    Survey survey = survey(clients, false, Files.createDirectories(directory.resolve("nothing")));

    assertThat(survey.found()).isEmpty();
    assertThat(clients).allMatch(survey::isMissing);
  }

  @Test
  void noClassOfTheProgramIsInitialised() throws Exception {
    String mark = "pluto.test.survey";
    CompiledClient client =
        CompiledClient.of(
            Shape.E,
            11,
            source ->
                source.replace(
                    "private int step;",
                    "private int step; static { System.setProperty(\"" + mark + "\", \"ran\"); }"));

    Survey survey = survey(jar("client.jar", client), json());

    assertThat(survey.found().get(0).mismatch()).isEmpty();
    assertThat(System.getProperty(mark)).isNull();
  }

  @Test
  void nothingIsLeftOpen() throws Exception {
    Path jar = jar("client.jar", client(Shape.E));
    survey(jar, json());

    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(files.map(SurveyTest::target)).doesNotContain(jar.toString());
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
