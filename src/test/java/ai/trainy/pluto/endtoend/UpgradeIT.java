package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What released versions have left on disk is uploaded by this one. Of each format there is what
 * the quickstart left of one epoch, offline, with two of its images.
 */
class UpgradeIT {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = "0.1.0")
  void whatAReleasedVersionLeftIsUploadedWhole(String version) throws Exception {
    URL journals = UpgradeIT.class.getResource("/journals/" + version);
    Path directory = home.resolve("left");
    copy(Path.of(journals.toURI()), directory.resolve(".pluto"));
    try (LocalPluto pluto = LocalPluto.start()) {
      // It was logged for another server.
      Jvm.Ended sync =
          Jvm.in(home)
              .withPluto(pluto.url())
              .commandLine("sync", "--to-this-server", "--yes", directory);

      assertThat(sync.exitCode()).as(sync.toString()).isZero();
      // Two clients logged to it, one after the other: it is still one run.
      assertThat(pluto.runs()).hasSize(1);
      RunView run = pluto.runs().get(0);
      assertThat(run.pointCount()).isEqualTo(272);
      assertThat(run.name()).isEqualTo("mlp-48");
      assertThat(run.config()).containsEntry("optimizer", "sgd");
      assertThat(run.logLines()).isNotEmpty();
      assertThat(run.files()).hasSize(2);
      assertThat(run.dataRows()).hasSize(2);
      assertThat(run.status()).isEqualTo("COMPLETED");
      assertThat(sync.stdout()).contains("Uploaded 2 of 2 runs: 276 values sent, 0 rejected");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.sorted().collect(Collectors.toList());
    }
    Files.createDirectories(to.getParent());
    for (Path each : files) {
      Files.copy(each, to.resolve(from.relativize(each).toString()));
    }
  }
}
