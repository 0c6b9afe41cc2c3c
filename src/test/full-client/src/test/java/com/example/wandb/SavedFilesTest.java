package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedFilesTest {

  @TempDir Path folder;
  private Path out;
  private Run run;
  private RunReader reader;

  @BeforeEach
  void open() throws Exception {
    out = Files.createDirectories(folder.resolve("out"));
    Files.createDirectories(out.resolve("deep.txt"));
    Files.writeString(out.resolve("a.txt"), "a");
    Files.writeString(out.resolve("b.txt"), "b");
    Files.writeString(out.resolve("c.bin"), "c");
    Files.writeString(out.resolve("deep.txt/d.txt"), "d");
    run = new TestRuns(folder).open();
    reader = RunReader.of(run.dir());
  }

  @Test
  void savesAFile() {
    assertThat(run.save(out + "/a.txt")).containsExactly(out.resolve("a.txt"));

    assertThat(reader.files()).containsOnlyKeys("a.txt");
    assertThat(reader.files().get("a.txt")).hasContent("a");
  }

  @Test
  void savesTheFilesThatAGlobNames() {
    assertThat(run.save(out + "/*.txt"))
        .containsExactly(out.resolve("a.txt"), out.resolve("b.txt"));

    assertThat(reader.files()).containsOnlyKeys("a.txt", "b.txt");
  }

  @Test
  void keepsTheFoldersBelowTheGlob() {
    assertThat(run.save(out + "/**.txt")).hasSize(3);
    assertThat(run.save(folder + "/o?t/{c,x}.bin")).containsExactly(out.resolve("c.bin"));

    assertThat(reader.files()).containsOnlyKeys("a.txt", "b.txt", "deep.txt/d.txt", "out/c.bin");
  }

  @Test
  void keepsTheFoldersOfRelativePaths() throws Exception {
    // The tests' directory is the module's.
    assertThat(run.save("pom.xml")).containsExactly(Path.of("pom.xml"));
    assertThat(run.save("*.xml")).containsExactly(Path.of("pom.xml"));
    String source = "src/main/java/com/example/wandb/";
    assertThat(run.save(source + "Wan*.java")).containsExactly(Path.of(source + "Wandb.java"));
    assertThat(run.save(Path.of(source + "Run.java")))
        .containsExactly(Path.of(source + "Run.java"));

    assertThat(reader.files())
        .containsOnlyKeys("pom.xml", source + "Wandb.java", source + "Run.java");
    assertThat(reader.files().get("pom.xml")).hasSameBinaryContentAs(Path.of("pom.xml"));
  }

  @Test
  void keepsFilesOfOtherFoldersInsideItsOwn() {
    Path upwards = Path.of("").toAbsolutePath().relativize(out.resolve("a.txt"));

    run.save(upwards);

    assertThat(reader.files()).containsOnlyKeys("a.txt");
  }

  @Test
  void savesAFileAnewWhenItChanged() throws Exception {
    run.save(out.resolve("a.txt"));
    Files.writeString(out.resolve("a.txt"), "changed");
    run.save(out.resolve("a.txt"));

    assertThat(reader.files().get("a.txt")).hasContent("changed");
  }

  @Test
  void takesThePathOfAFileLiterally() throws Exception {
    Path file = Files.writeString(out.resolve("a[1].txt"), "x");

    assertThat(run.save(file)).containsExactly(file);
    assertThat(reader.files()).containsOnlyKeys("a[1].txt");
  }

  @Test
  void doesNotSaveItsOwnFiles() {
    run.save(folder + "/**");
    int files = reader.files().size();
    run.save(folder + "/**");

    assertThat(files).isEqualTo(4);
    assertThat(reader.files()).hasSize(files);
  }

  @Test
  void savesNothingIfNothingIsNamed() {
    assertThat(run.save(out + "/*.png")).isEmpty();
    assertThat(run.save(folder + "/none/*.txt")).isEmpty();
    assertThat(run.save(out + "/none.txt")).isEmpty();
    assertThat(run.save(out.toString())).isEmpty();

    assertThat(reader.files()).isEmpty();
  }

  @Test
  void refusesAGlobThatIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> run.save(out + "/[a"));
  }

  @Test
  void refusesAFileThatIsMissing() {
    assertThatThrownBy(() -> run.save(out.resolve("none.txt")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none.txt");
  }

  @Test
  void refusesAFolder() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.save(out))
        .withMessage("save takes a file, which %s is not", out);
  }
}
