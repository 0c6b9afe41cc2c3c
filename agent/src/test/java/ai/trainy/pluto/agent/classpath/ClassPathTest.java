package ai.trainy.pluto.agent.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
  @TempDir Path directory;

  private Path jar(String name) throws IOException {
    return new TestJar().with("a.txt", "a").in(directory, name);
  }

  private static ClassPath of(Object... entries) {
    return ClassPath.of(
        List.of(entries).stream()
            .map(Object::toString)
            .collect(Collectors.joining(File.pathSeparator)));
  }

  private static List<String> names(ClassPath path) {
    return path.entries().stream().map(ClasspathEntry::name).collect(Collectors.toList());
  }

  @Test
  void jarsAndDirectoriesAreInTheOrderOfTheText() throws IOException {
    Path b = jar("b.jar");
    Path a = jar("a.jar");

    ClassPath path = of(b, directory, a);

    assertThat(names(path)).containsExactly(b.toString(), directory.toString(), a.toString());
    assertThat(path.skipped()).isEmpty();
  }

  @Test
  void anEmptyEntryIsTheCurrentDirectory() throws IOException {
    assertThat(names(ClassPath.of(""))).containsExactly(".");
    assertThat(names(of("", jar("a.jar")))).hasSize(2).startsWith(".");
  }

  @Test
  void aStarMeansTheJarsOfTheDirectoryAlone() throws IOException {
    Path a = jar("a.jar");
    Path b = jar("b.JAR");
    jar("c.zip");
    new TestJar().with("a.txt", "a").in(directory.resolve("below"), "d.jar");

    ClassPath path = of(directory.resolve("*"));

    assertThat(names(path)).containsExactly(a.toString(), b.toString());
    assertThat(path.skipped()).isEmpty();
  }

  @Test
  void aStarOfADirectoryThatIsNotThereIsTold() {
    ClassPath path = of(directory.resolve("lib").resolve("*"));

    assertThat(path.entries()).isEmpty();
    assertThat(path.skipped())
        .containsExactly(directory.resolve("lib") + "/*: there is no such directory");
  }

  @Test
  void anEntryThatIsNotThereIsToldAndTheOthersAreThere() throws IOException {
    Path a = jar("a.jar");

    ClassPath path = of(directory.resolve("gone.jar"), a);

    assertThat(names(path)).containsExactly(a.toString());
    assertThat(path.skipped())
        .containsExactly(directory.resolve("gone.jar") + ": there is no such file or directory");
  }

  @Test
  void garbageThatIsCalledAJarIsTold() throws IOException {
    Path garbage = Files.writeString(directory.resolve("bad.jar"), "no jar");

    ClassPath path = of(garbage, jar("a.jar"));

    assertThat(path.entries()).hasSize(1);
    assertThat(path.skipped())
        .singleElement()
        .asString()
        .startsWith(garbage + " cannot be read as a jar (");
  }

  @Test
  void whatAManifestNamesComesRightBehindItsJar() throws IOException {
    Path b = jar("b b.jar");
    Path folder = Files.createDirectories(directory.resolve("classes"));
    Path a = new TestJar().withManifest("Class-Path: b%20b.jar classes/").in(directory, "a.jar");
    Path last = jar("last.jar");

    assertThat(names(of(a, last)))
        .containsExactly(a.toString(), b.toString(), folder.toString(), last.toString());
  }

  @Test
  void manifestsInACircleEnd() throws IOException {
    Path a = new TestJar().withManifest("Class-Path: b.jar a.jar").in(directory, "a.jar");
    Path b = new TestJar().withManifest("Class-Path: a.jar").in(directory, "b.jar");

    assertThat(names(of(a))).containsExactly(a.toString(), b.toString());
  }

  @Test
  void nothingIsSaidOfWhatAManifestNamesAndIsNotThere() throws IOException {
    Path a =
        new TestJar()
            .withManifest("Class-Path: gone.jar http://localhost/x.jar b%zz.jar")
            .in(directory, "a.jar");

    ClassPath path = of(a);

    assertThat(names(path)).containsExactly(a.toString());
    assertThat(path.skipped()).isEmpty();
  }

  @Test
  void aJarWithABrokenManifestIsAJar() throws IOException {
    Path a = new TestJar().with("META-INF/MANIFEST.MF", "no manifest\n").in(directory, "a.jar");

    assertThat(names(of(a))).containsExactly(a.toString());
  }

  @Test
  void aJarThatIsThereTwiceCountsOnce() throws IOException {
    Path a = jar("a.jar");

    assertThat(names(of(a, directory.resolve("*")))).containsExactly(a.toString());
  }

  @Test
  void aFatJarHasItsOwnClassesBeforeTheJarsInIt() throws IOException {
    Path fat =
        new TestJar()
            .with("BOOT-INF/lib/a.jar", jarOf("a"))
            .with("BOOT-INF/classes/App.class", "")
            .with("BOOT-INF/other/b.jar", jarOf("b"))
            .with("lib/c.jar", jarOf("c"))
            .in(directory, "fat.jar");

    assertThat(names(of(fat)))
        .containsExactly(
            fat.toString(),
            fat + "!/BOOT-INF/classes",
            fat + "!/BOOT-INF/lib/a.jar",
            fat + "!/lib/c.jar");
  }

  private static byte[] jarOf(String file) throws IOException {
    return new TestJar().with(file, file).bytes();
  }
}
