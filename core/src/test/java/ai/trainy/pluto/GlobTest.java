package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns against a real directory tree. */
class GlobTest {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.txt         | a.txt b.txt",
        "?.txt         | a.txt b.txt",
        "??.txt        | ",
        "[ab].txt      | a.txt b.txt",
        "[!a].txt      | b.txt",
        "[b-z].txt     | b.txt",
        "[z-].txt      | ",
        "*             | a.txt b.txt c.log",
        "sub/*         | sub/d.txt",
        "*/*.txt       | sub/d.txt",
        "*/*/*         | sub/deep/e.txt",
        "**            | a.txt b.txt c.log sub/d.txt sub/deep/e.txt",
        "**/*.txt      | a.txt b.txt sub/d.txt sub/deep/e.txt",
        "sub/**        | sub/d.txt sub/deep/e.txt",
        "sub/**/e.txt  | sub/deep/e.txt",
        "**/deep/**/e.txt | sub/deep/e.txt",
        "**/sub/**/deep/**/*.txt | sub/deep/e.txt",
        "s*b/**/?.txt  | sub/d.txt sub/deep/e.txt",
        "*.TXT         | ",
        "*.nothing     | ",
        "none/*        | ",
        "a.txt/*       | ",
        "sub/          | sub",
      })
  void findsAsShellsDo(String pattern, String found) throws IOException {
    make("a.txt", "b.txt", "c.log", "sub/d.txt", "sub/deep/e.txt", ".hidden", ".git/config.txt");

    assertThat(find(pattern)).containsExactly(found == null ? new String[0] : found.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "C:\\data\\*.png      | C:\\data\\A.PNG C:\\data\\b.png",
        "C:/data/*.PNG         | C:\\data\\A.PNG C:\\data\\b.png",
        "c:\\DATA\\?.png      | c:\\DATA\\A.PNG c:\\DATA\\b.png",
        "C:\\**\\*.txt       | C:\\data\\sub\\d.txt",
        "C:\\data\\sub/*     | C:\\data\\sub\\d.txt",
        "C:\\data\\b.png      | C:\\data\\b.png",
        "data\\[ab].*        | data\\A.PNG data\\b.png",
        "D:\\*              | ",
      })
  void findsOnWindowsWithEitherSlashInAnyCase(String pattern, String found) throws IOException {
    Configuration windows = Configuration.windows().toBuilder().setWorkingDirectory("C:\\").build();
    try (FileSystem system = Jimfs.newFileSystem(windows)) {
      Files.createDirectories(system.getPath("C:\\data\\sub"));
      for (String file : List.of("A.PNG", "b.png", "c.log", "sub\\d.txt")) {
        Files.createFile(system.getPath("C:\\data", file));
      }

      assertThat(
              Glob.of(pattern, system).files().stream()
                  .map(Path::toString)
                  .collect(Collectors.toList()))
          .containsExactly(found == null ? new String[0] : found.split(" "));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".*         | .env",
        "*          | a.txt",
        "?env       | ",
        "[.]env     | ",
        "**         | a.txt",
        ".git/*     | .git/config",
        "*/.env     | sub/.env",
        "**/.env    | .env sub/.env",
        ".g*/.*     | .git/.env",
        ".g*/*      | .git/config",
      })
  void findsHiddenFilesOnlyWhereThePatternHasADot(String pattern, String found) throws IOException {
    make("a.txt", ".env", ".git/config", ".git/.env", "sub/.env");

    assertThat(find(pattern)).containsExactly(found == null ? new String[0] : found.split(" "));
  }

  @Test
  void aNameThatIsThereIsNoPattern() throws IOException {
    make("model[1].bin", "model1.bin", "what?.txt", "a*b", "axb");

    assertThat(find("model[1].bin")).containsExactly("model[1].bin");
    assertThat(find("what?.txt")).containsExactly("what?.txt");
    assertThat(find("a*b")).containsExactly("a*b");
  }

  @Test
  void lettersThatMeanSomethingElsewhereAreLetters() throws IOException {
    make("{a,b}.txt", "a.txt", "(x)+$^|.log", "x&&y", "a]b", "^", "un[closed");

    assertThat(find("{a,b}*")).containsExactly("{a,b}.txt");
    assertThat(find("[{]a*")).containsExactly("{a,b}.txt");
    assertThat(find("(x)+$^|*")).containsExactly("(x)+$^|.log");
    assertThat(find("x[&]&*")).containsExactly("x&&y");
    assertThat(find("a[]]b")).containsExactly("a]b");
    assertThat(find("[^]")).containsExactly("^");
    assertThat(find("*[closed")).containsExactly("un[closed");
  }

  @Test
  void aBackslashIsALetterToo() throws IOException {
    make("a\\b.txt", "ab.txt");

    assertThat(find("a\\*")).containsExactly("a\\b.txt");
  }

  @Test
  void withoutAWildcardItIsOnePathWhateverIsThere() throws IOException {
    assertThat(find("no-such-file")).containsExactly("no-such-file");
  }

  @Test
  void findsRegularFilesOnlyAndThroughLinks() throws IOException {
    make("real/a.txt");
    Files.createDirectory(home.resolve("x.txt"));
    Files.createSymbolicLink(home.resolve("link.txt"), home.resolve("real/a.txt"));
    Files.createSymbolicLink(home.resolve("gone.txt"), home.resolve("nowhere"));
    Files.createSymbolicLink(home.resolve("real/loop"), home.resolve("real"));

    assertThat(find("*.txt")).containsExactly("link.txt");
    assertThat(find("real/**")).containsExactly("real/a.txt");
  }

  @Test
  void whatIsNoPathOrNoPatternIsSaid() {
    assertThatThrownBy(() -> Glob.of("a\0b")).isInstanceOf(InvalidPathException.class);
    assertThatThrownBy(() -> Glob.of(home + "/[z-a]").files())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPatternWithoutADirectoryIsAboutTheCurrentOne() throws IOException {
    assertThat(Glob.of("pom.x*").files()).containsExactly(Path.of("pom.xml"));
  }

  private void make(String... names) throws IOException {
    for (String name : names) {
      Path file = home.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
  }

  private List<String> find(String pattern) throws IOException {
    return Glob.of(home + "/" + pattern).files().stream()
        .map(file -> home.relativize(file).toString())
        .collect(Collectors.toList());
  }
}
