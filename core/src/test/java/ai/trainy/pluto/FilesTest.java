package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FakePluto.Call;
import ai.trainy.pluto.testing.Leftovers;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Connector;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.Recovery;
import ai.trainy.pluto.upload.UploadContext;
import ai.trainy.pluto.upload.UploadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Logged files, from the call until they are in storage. */
class FilesTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path home;

  @TempDir Path work;

  private final FakePluto server = new FakePluto();
  private final Told told = new Told();
  private final Map<String, String> environment = new HashMap<>();

  FilesTest() {
    environment.put("PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1");
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "20");
  }

  @AfterEach
  void theProtocolWasObeyed() throws IOException {
    server.assertObeyed();
    Leftovers.remove(home);
  }

  @Test
  void aFileIsUploadedAsItWasWhenItWasLogged() throws IOException {
    server.fallSilent();
    Run run = init();
    Path model = Files.writeString(work.resolve("model.bin"), "as it was");
    run.save(model);
    run.logArtifact(new Artifact("best").addFile(model, "weights/model.bin"));
    Files.writeString(model, "overwritten");
    Files.delete(model);
    server.speak();
    run.finish();

    assertThat(server.files())
        .containsOnly(
            Map.entry("save/model.bin", "as it was"),
            Map.entry("artifacts/best/weights/model.bin", "as it was"));
    assertThat(run.ledger().sent()).isEqualTo(2);
    assertThat(run.ledger().pending()).isZero();
    assertThat(runDirectories()).isEmpty();
  }

  @Test
  void aFileThatDoesNotGetThroughDelaysNoPoint() throws IOException {
    server.failAlways(Call.UPLOAD, Outcome.tryAgain("storage is away", Duration.ZERO));
    Run run = init();
    run.save(Files.writeString(work.resolve("a.txt"), "a"));
    Await.until("an attempt", () -> server.count(Call.UPLOAD) > 0);
    run.log(Map.of("loss", 1));

    Await.until("the point", () -> server.points().size() == 1);
    server.comeBack();
    run.finish();
    assertThat(server.files()).containsKey("save/a.txt");
  }

  @Test
  void anAddressIsAskedForOnceHoweverManyAttemptsItTakes() throws IOException {
    Outcome<?> away = Outcome.tryAgain("reset", Duration.ZERO);
    server.failNext(Call.UPLOAD, away, away);
    Run run = init();
    run.save(Files.writeString(work.resolve("a.txt"), "a"));
    run.finish();

    assertThat(server.files()).containsKey("save/a.txt");
    assertThat(server.count(Call.UPLOAD)).isEqualTo(3);
    assertThat(server.count(Call.PRESIGN)).isEqualTo(1);
  }

  @Test
  void anAddressThatIsNotAcceptedIsReplaced() throws IOException {
    server.failNext(Call.UPLOAD, Outcome.notSignedIn("Request has expired"));
    Run run = init();
    run.save(Files.writeString(work.resolve("a.txt"), "a"));
    run.finish();

    assertThat(server.files()).containsKey("save/a.txt");
    assertThat(server.count(Call.PRESIGN)).isEqualTo(2);
  }

  @Test
  void aFileThatIsRefusedIsKeptAndEverythingElseGoesThrough() throws IOException {
    server.failNext(Call.UPLOAD, Outcome.refused("EntityTooLarge"));
    Run run = init();
    run.save(Files.writeString(work.resolve("a.txt"), "a"));
    run.save(Files.writeString(work.resolve("b.txt"), "b"));
    run.log(Map.of("loss", 1));
    run.finish();

    assertThat(server.files()).hasSize(1);
    assertThat(server.points()).hasSize(1);
    assertThat(run.ledger().sent()).isEqualTo(2);
    assertThat(run.ledger().rejected()).isEqualTo(1);
    assertThat(told.count("Pluto rejected the file 'save/")).isEqualTo(1);
    assertThat(list(runDirectories().get(0).resolve("files")))
        .hasSize(1)
        .first()
        .asString()
        .endsWith(".rejected");
  }

  @Test
  void aFileThatIsNotThereCostsItselfOnly() throws IOException {
    Run run = init();
    run.save(work.resolve("no-such-file"));
    run.save(work);
    run.log(Map.of("loss", 1));
    run.finish();

    assertThat(server.points()).hasSize(1);
    assertThat(run.ledger().refused()).isEqualTo(2);
    assertThat(told.count("could not be copied")).isEqualTo(2);
  }

  @Test
  void copiesAreBounded() throws IOException {
    environment.put("PLUTO_FILES_LIMIT_MEGABYTES", "1");
    server.goAway();
    Run run = init();
    Path large = Files.write(work.resolve("large"), new byte[700_000]);
    run.save(large);
    run.save(large);

    assertThat(run.ledger().stored()).isEqualTo(1);
    assertThat(run.ledger().refused()).isEqualTo(1);
    assertThat(told.count("PLUTO_FILES_LIMIT_MEGABYTES")).isEqualTo(1);
    server.comeBack();
    run.finish();
  }

  @Test
  void filesThatAreLeftBehindAreUploadedLater() throws Exception {
    environment.put("PLUTO_MODE", "offline");
    Run run = init();
    run.log(Map.of("loss", 1));
    run.save(Files.writeString(work.resolve("a.txt"), "a"));
    run.finish();
    environment.put("PLUTO_MODE", "online");
    Settings settings = TestSettings.of(environment);
    RunStore journals = new RunStore(settings.journals());
    Ledger ledger = new Ledger();

    UploadResult result =
        new Recovery(
                journals,
                () -> server,
                new UploadContext(settings, told.messages(), "the key"),
                Optional.empty())
            .recover(journals.runs().get(0), ledger);

    assertThat(result).isEqualTo(UploadResult.WHOLE);
    assertThat(server.files()).containsOnly(Map.entry("save/a.txt", "a"));
    assertThat(ledger.stored()).isEqualTo(2);
    assertThat(ledger.sent()).isEqualTo(2);
    assertThat(runDirectories()).isEmpty();
  }

  private Run init() throws IOException {
    environment.putIfAbsent("PLUTO_DIR", home.toString());
    Settings settings = TestSettings.of(environment);
    return new Pluto(
            settings,
            Connector.of(
                Credential.of(ApiKey.of("mlpi_EXAMPLEkey0123456", "PLUTO_API_KEY")), key -> server),
            new ProgramEnd(),
            told.messages())
        .init(RunSpec.builder().project("orbit-lab").build());
  }

  private List<Path> runDirectories() throws IOException {
    Path project = home.resolve(".pluto").resolve("orbit-lab");
    return Files.isDirectory(project) ? list(project) : List.of();
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().collect(Collectors.toList());
    }
  }
}
