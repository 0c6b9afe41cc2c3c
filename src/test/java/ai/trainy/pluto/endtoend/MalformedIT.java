package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Malformed;
import ai.trainy.pluto.local.FileEntry;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Media and values that cannot be what was meant cost themselves only, and one line each. */
class MalformedIT {
  private static final int ROWS = 14;

  @TempDir Path home;

  @Test
  void eachCostsItselfOnlyAndIsOneLine() throws IOException {
    Jvm.Ended without = Jvm.in(Files.createDirectory(home.resolve("without"))).run(Malformed.class);
    Path with = Files.createDirectory(home.resolve("with"));
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          Jvm.in(with).withAgent().withPluto(pluto.url()).withExampleClient().run(Malformed.class);

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.stdout()).isEqualTo(without.stdout());
      assertThat(ended.stderrOfTheProgram()).isEqualTo(without.stderrOfTheProgram());
      RunView run = pluto.run("malformed", "malform1");
      assertThat(run.points("loss")).hasSize(ROWS);
      for (String said :
          List.of(
              "Skipped 'missing file': it could not be copied (there is no file no-such.png)",
              "Skipped 'empty file': it could not be copied (it is empty)",
              "Skipped 'directory': it could not be copied (folder is a directory",
              "Skipped 'zero width': it is an image of 0 x 3 pixels",
              "Skipped 'ragged image': it is an image",
              "Skipped 'ragged table': it is a table",
              "Skipped 'one edge': it is a histogram",
              "Skipped 'endless map': it is",
              "Skipped 'long text': it is a text of 10000000 characters",
              "'n" + "n".repeat(10),
              "Skipped 'save/no-such-file': it could not be copied (there is no file no-such-file)",
              "Skipped 'save/folder': it could not be copied",
              "Skipped '*.none': it names no file")) {
        assertThat(ended.said()).as(said).filteredOn(line -> line.contains(said)).hasSize(1);
      }
      assertThat(run.files())
          .allSatisfy(file -> assertThat(file.isUploaded()).as("%s", file).isTrue())
          .extracting(FileEntry::logName)
          .allSatisfy(name -> assertThat(name).hasSizeLessThan(1024).doesNotContain("/../", "/./"));
      assertThat(run.files()).hasSize(2);
      assertThat(run.status()).isEqualTo("COMPLETED");
      assertThat(pluto.refusals()).isEmpty();
    }
  }
}
