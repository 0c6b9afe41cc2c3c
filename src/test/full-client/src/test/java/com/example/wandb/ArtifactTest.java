package com.example.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactTest {

  @TempDir Path folder;
  private Path weights;
  private Run run;
  private RunReader reader;
  private final Artifact artifact = new Artifact("model", "weights");

  @BeforeEach
  void open() throws Exception {
    weights = Files.writeString(folder.resolve("weights.bin"), "w");
    run = new TestRuns(folder).open();
    reader = RunReader.of(run.dir());
  }

  @Test
  void listsItsEntries() {
    artifact
        .addFile(weights)
        .addFile(weights, "best/weights.bin")
        .addReference("s3://bucket/data/train.csv?versionId=3")
        .addReference("https://example.com/", "site");

    assertThat(artifact.name()).isEqualTo("model");
    assertThat(artifact.type()).isEqualTo("weights");
    assertThat(artifact.entries())
        .extracting(Artifact.Entry::path)
        .containsExactly("weights.bin", "best/weights.bin", "train.csv", "site");
    assertThat(artifact.entries())
        .extracting(Artifact.Entry::file)
        .containsExactly(weights, weights, null, null);
    assertThat(artifact.entries())
        .extracting(Artifact.Entry::reference)
        .containsExactly(
            null, null, "s3://bucket/data/train.csv?versionId=3", "https://example.com/");
  }

  @Test
  void addsAllFilesOfAFolder() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data/deep")).getParent();
    Files.writeString(data.resolve("b"), "b");
    Files.writeString(data.resolve("deep/a"), "a");

    artifact.addDir(data);

    assertThat(artifact.entries()).extracting(Artifact.Entry::path).containsExactly("b", "deep/a");
  }

  @Test
  void isKeptWithCopiesOfItsFiles() throws Exception {
    artifact.addFile(weights, "best/weights.bin").addReference("s3://bucket/train.csv");

    assertThat(run.logArtifact(artifact)).isSameAs(artifact);
    Files.writeString(weights, "changed");

    StoredArtifact stored = reader.artifact("model");
    assertThat(stored.name()).isEqualTo("model");
    assertThat(stored.type()).isEqualTo("weights");
    assertThat(stored.files()).containsOnlyKeys("best/weights.bin");
    assertThat(stored.files().get("best/weights.bin")).hasContent("w");
    assertThat(stored.references()).isEqualTo(Map.of("train.csv", "s3://bucket/train.csv"));
    assertThat(run.dir().resolve("artifacts/model/manifest.json"))
        .content()
        .contains("\"size\":1", "\"sha256\":\"50e721e49c013f00c62cf59f2163542a");
  }

  @Test
  void isKeptInEachOfItsVersions() throws Exception {
    run.logArtifact(weights, "model", "weights");
    Files.writeString(weights, "changed");
    run.logArtifact(weights, "model", "weights");

    assertThat(reader.artifactVersions("model")).hasSize(2);
    assertThat(reader.artifactVersions("model").get(0).files().get("weights.bin")).hasContent("w");
    assertThat(reader.artifact("model").files().get("weights.bin")).hasContent("changed");
  }

  @Test
  void isMadeOfAFolder() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("a"), "a");

    assertThat(run.logArtifact(data, "data", "dataset").entries()).hasSize(1);
    assertThat(reader.artifact("data").files()).containsOnlyKeys("a");
  }

  @Test
  void isNotKeptIfAFileIsGone() throws Exception {
    artifact.addFile(weights);
    Files.delete(weights);

    assertThatThrownBy(() -> run.logArtifact(artifact))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("weights.bin");
    assertThatThrownBy(() -> reader.artifact("model"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageStartingWith("there is no artifact model in ");
  }

  @Test
  void hasOneTypeInARun() {
    run.logArtifact(artifact);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.logArtifact(weights, "model", "other"))
        .withMessage("artifact model is of type weights in this run, not other");
    assertThat(reader.artifactVersions("model")).hasSize(1);
  }

  @Test
  void refusesWhatIsNotThere() {
    Path missing = folder.resolve("missing");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> artifact.addFile(missing))
        .withMessage("there is no file %s", missing);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> artifact.addFile(folder))
        .withMessage("there is no file %s", folder);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> artifact.addDir(weights))
        .withMessage("there is no folder %s", weights);
  }

  @Test
  void refusesASecondEntryOfAPath() {
    artifact.addFile(weights);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> artifact.addReference("s3://bucket/weights.bin"))
        .withMessage("artifact model already has an entry weights.bin");
    assertThat(artifact.entries()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/x", "../x", "a/../b", "a//b", "a\\b", "./a", "a/"})
  void refusesAnEntryThatIsNoRelativePath(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> artifact.addFile(weights, path))
        .withMessageEndingWith("not '" + path + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "..", "a b", "model:v1"})
  void refusesANameThatWandbDoesNotTake(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Artifact(name, "t"))
        .withMessageEndingWith("'" + name + "'");
  }

  @Test
  void refusesToHaveNoType() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Artifact("a", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "weights.bin", "/data/weights.bin", "s3:"})
  void refusesAReferenceWithoutScheme(String uri) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> artifact.addReference(uri, "name"))
        .withMessage("a reference is a URI with a scheme, not '%s'", uri);
  }
}
