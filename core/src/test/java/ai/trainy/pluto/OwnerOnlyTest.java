package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.testing.Leftovers;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Connector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What a run keeps is for the eyes of its user alone, under a PLUTO_DIR that all can read, too. */
class OwnerOnlyTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path home;

  @AfterEach
  void removeRuns() throws IOException {
    Leftovers.remove(home);
  }

  @Test
  void nobodyElseReadsWhatARunKeeps() throws Exception {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    FakePluto server = new FakePluto();
    server.refuseRows(row -> row.name(0).equals("bad"));
    server.failAlways(Call.UPLOAD, Outcome.tryAgain("503", Duration.ZERO));
    Pluto pluto =
        new Pluto(
            TestSettings.of(
                Map.of(
                    "PLUTO_DIR", home.toString(),
                    "PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1",
                    "PLUTO_FINISH_TIMEOUT_SECONDS", "1")),
            Connector.of(
                Credential.of(ApiKey.of("mlpi_EXAMPLEkey0123456", "a test")), key -> server),
            new ProgramEnd(),
            new Told().messages());
    Run run = pluto.init(RunSpec.builder().project("orbit-lab").build());
    run.log(Map.of("loss", 1, "refused", new Object()));
    run.log(Map.of("bad", 1));
    run.save(Files.writeString(home.resolve("a.txt"), "a"));
    run.finish();

    List<Path> kept = under(home.resolve(".pluto"));
    assertThat(kept)
        .extracting(path -> path.getFileName().toString().replaceAll("^\\d{9}-.*\\.", "N."))
        .contains("lock", "intent", "destination", "answer", "00000001.segment", "pluto.log")
        .contains("files", "N.content", "N.entry", "refused", "rejected.txt");
    for (Path path : kept) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .as(path.toString())
          .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
    }
  }

  private static List<Path> under(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.collect(Collectors.toList());
    }
  }
}
