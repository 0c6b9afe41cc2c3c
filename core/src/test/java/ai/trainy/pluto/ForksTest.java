package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Branch;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A run that goes on from another one, from the program to the server. */
class ForksTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path home;

  private final FakePluto server = new FakePluto();
  private final Told told = new Told();
  private final Map<String, String> environment = new HashMap<>();

  @AfterEach
  void theProtocolWasObeyed() throws IOException {
    server.assertObeyed();
    Leftovers.remove(home);
  }

  @Test
  void goesOnFromARunOfTheSameProgramThatIsOver() throws IOException {
    Pluto pluto = pluto();
    Run parent = pluto.init(options("parent").config(Map.of("lr", 0.1)).build());
    parent.log(Map.of("loss", 1), 7);
    finish(parent);
    server.reconnected();
    Run fork = pluto.init(options("fork").forkFrom("parent", 7).config(Map.of("n", 2)).build());
    fork.finish();

    Branch branch = server.branch().orElseThrow();
    assertThat(branch.step()).isEqualTo(7);
    assertThat(branch.inheritsConfig()).isFalse();
    assertThat(server.count(Call.FIND)).isZero();
    assertThat(server.spec().config()).isEqualTo(Map.of("lr", 0.1, "n", 2L));
  }

  @Test
  void goesOnFromARunOfAnotherProgramWhenItIsUploadedLater() throws Exception {
    Run parent = pluto().init(options("parent").build());
    finish(parent);
    environment.put("PLUTO_MODE", "offline");
    Run fork = pluto().init(options("fork").forkFrom("parent", 7).build());
    fork.log(Map.of("loss", 1), 8);
    fork.finish();

    assertThat(recover()).isEqualTo(UploadResult.WHOLE);

    assertThat(server.count(Call.FIND)).isEqualTo(1);
    assertThat(server.branch().orElseThrow().step()).isEqualTo(7);
    assertThat(server.points()).containsExactly("loss@8=1.0");
  }

  @Test
  void isARunOfItsOwnIfItsParentIsNowhere() throws Exception {
    Run fork = pluto().init(options("fork").forkFrom("nobody", 7).build());
    fork.log(Map.of("loss", 1), 8);
    fork.finish();

    assertThat(server.branch()).isEmpty();
    assertThat(server.points()).containsExactly("loss@8=1.0");
    assertThat(told.count("Cannot continue from nobody at step 7")).isEqualTo(1);
  }

  /** The fake has one connection, which is closed some time after the run's end. */
  private void finish(Run parent) {
    parent.finish();
    Await.until("the connection to be closed", () -> server.closed() == 1);
  }

  private UploadResult recover() throws IOException, InterruptedException {
    Settings settings = settings();
    RunStore journals = new RunStore(settings.journals());
    return new Recovery(
            journals,
            server::reconnected,
            new UploadContext(settings, told.messages(), "the key"),
            Optional.of(Duration.ofSeconds(10)))
        .recover(journals.runs().get(0), new Ledger());
  }

  private static RunSpec.Builder options(String externalId) {
    return RunSpec.builder().project("orbit-lab").externalId(externalId);
  }

  private Settings settings() {
    environment.put("PLUTO_DIR", home.toString());
    environment.put("PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1");
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "20");
    return TestSettings.of(environment);
  }

  private Pluto pluto() {
    return new Pluto(
        settings(),
        Connector.of(
            Credential.of(ApiKey.of("mlpi_EXAMPLEkey0123456", "PLUTO_API_KEY")), key -> server),
        new ProgramEnd(),
        told.messages());
  }
}
