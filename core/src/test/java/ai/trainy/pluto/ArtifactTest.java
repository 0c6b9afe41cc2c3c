package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactTest {
  @TempDir Path home;

  private final Artifact artifact = new Artifact("best");

  @Test
  void hasFilesInTheOrderInWhichTheyWereAdded() {
    artifact.addFile(Path.of("b/model.bin")).addFile(Path.of("a"), "weights/a");

    assertThat(artifact.name()).isEqualTo("best");
    assertThat(artifact.files().keySet()).containsExactly("model.bin", "weights/a");
  }

  @Test
  void replacesAFileUnderTheSamePath() {
    artifact.addFile(Path.of("a"), "x").addFile(Path.of("b"), "x");

    assertThat(artifact.files().values()).containsExactly(Path.of("b"));
  }

  @Test
  void filesOfOneNameKeepTheirPaths() {
    artifact
        .addFile(Path.of("a/model.bin"))
        .addFile(Path.of("b/model.bin"))
        .addFile(Path.of("/c/./model.bin"))
        .addFile(Path.of("a/model.bin"));

    assertThat(artifact.files().keySet())
        .containsExactly("model.bin", "b/model.bin", "c/model.bin");
  }

  @Test
  void takesADirectoryWithAllThatIsInIt() throws IOException {
    Files.createDirectories(home.resolve("deep/empty"));
    Files.writeString(home.resolve("b.txt"), "b");
    Files.writeString(home.resolve(".hidden"), "h");
    Files.writeString(home.resolve("deep/a.txt"), "a");

    assertThat(artifact.addDirectory(home).files().keySet())
        .containsExactly(".hidden", "b.txt", "deep/a.txt");
  }

  @Test
  void whatIsNoDirectoryIsNone() throws IOException {
    Path file = Files.writeString(home.resolve("a.txt"), "a");

    assertThatThrownBy(() -> artifact.addDirectory(file)).isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> artifact.addDirectory(home.resolve("none")))
        .isInstanceOf(NotDirectoryException.class);
    assertThat(artifact.files()).isEmpty();
  }

  @Test
  void aDirectoryInItThatCannotBeReadIsAnIoException() throws IOException {
    Path closed = Files.createDirectory(home.resolve("closed"));
    closed.toFile().setReadable(false);
    assumeFalse(Files.isReadable(closed), "whoever runs this may read anything");

    assertThatThrownBy(() -> artifact.addDirectory(home)).isInstanceOf(AccessDeniedException.class);
  }
}
