package ai.trainy.pluto.agent.tee;

import static ai.trainy.pluto.agent.wandb.Wandb.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.Leftovers;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Connector;
import com.example.wandb.Artifact;
import com.example.wandb.InitOptions;
import com.example.wandb.Run;
import com.example.wandb.Wandb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What calls of the full client mean, told of as woven code does. */
class ExampleClientTest {
  private static final Path BINDING =
      Path.of("..", "src", "test", "full-client", "full-wandb-client.binding");

  @TempDir(cleanup = CleanupMode.NEVER)
  Path directory;

  private final FakePluto server = new FakePluto();
  private final Told told = new Told();
  private final Handlers handlers = new Handlers();
  private Run run;

  @BeforeEach
  void start() throws IOException {
    Map<String, String> environment =
        Map.of("PLUTO_DIR", directory.toString(), "PLUTO_FINISH_TIMEOUT_SECONDS", "60");
    Settings settings = new Settings(options(null), Map.of(), environment);
    Messages messages = told.messages();
    Credential key = Credential.of(ApiKey.of("mlpi_secret", "a test"));
    ProgramEnd end = new ProgramEnd();
    Pluto pluto = new Pluto(settings, Connector.of(key, value -> server), end, messages);
    RunOpener opener = new RunOpener(pluto, settings, () -> {}, messages);
    Tee tee = new Tee(opener, new ForeignValues(Bindings::values), messages);
    for (ClassBinding bound : Bindings.read(BINDING).clients().get(0).classes()) {
      for (MethodBinding line : bound.methods()) {
        handlers.put(line.toString(), tee.handler(BoundMethod.beside(line.toString(), line, true)));
      }
    }
    InitOptions options =
        InitOptions.builder()
            .project("owls")
            .id("k3v9q1zt")
            .name("night")
            .group("g")
            .tags(List.of("a"))
            .config(Map.of("lr", 0.1))
            .dir(directory)
            .build();
    Object init = enter("init(InitOptions)", null, options);
    run = Wandb.init(options);
    leave(init, run);
  }

  @AfterEach
  void close() throws IOException {
    run.close();
    Leftovers.remove(directory);
  }

  private Object enter(String method, Object receiver, Object... arguments) {
    return handlers.enter(method, receiver, arguments);
  }

  private void leave(Object outcome, Object returned) {
    handlers.leave(outcome, returned, null);
  }

  private void call(String method, Object... arguments) {
    leave(enter(method, run, arguments), null);
  }

  private void finish() {
    call("finish(int)", 0);
  }

  @Test
  void theRunIsWhatTheOptionsSay() {
    finish();

    assertThat(server.specs()).hasSize(1);
    assertThat(server.specs().get(0).project()).isEqualTo("owls");
    assertThat(server.specs().get(0).name()).isEqualTo("night");
    assertThat(server.specs().get(0).externalId()).isEqualTo("k3v9q1zt");
    assertThat(server.specs().get(0).tags()).containsExactly("a", "group:g");
    assertThat(server.specs().get(0).config())
        .isEqualTo(Map.of("lr", 0.1, "_wandb_run_id", "k3v9q1zt"));
    assertThat(told.text().lines()).hasSize(2);
  }

  @Test
  void aRowWithoutAStepIsAtTheStepOfTheClientsOwnCount() {
    call("log(Map)", Map.of("loss", 1));
    run.log(Map.of());
    call("log(Map)", Map.of("loss", 2));
    call("log(Map,long)", Map.of("loss", 3), 7L);
    finish();

    assertThat(server.pointsOfRuns())
        .containsExactly("night 0 loss=1.0", "night 1 loss=2.0", "night 7 loss=3.0");
  }

  @Test
  void aRowThatTheClientRejectsIsKeptAndTheNextIsAtTheStepOfTheClientsCount() {
    log(Map.of("loss", 1));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("loss", 2);
    row.put(null, 2);
    assertThatIllegalArgumentException().isThrownBy(() -> log(row));
    log(Map.of("loss", 3));
    finish();

    assertThat(run.step()).isEqualTo(2);
    assertThat(server.pointsOfRuns())
        .containsExactly(
            "night 0 loss=1.0", "night 1 loss=2.0", "night 1 null=2.0", "night 1 loss=3.0");
  }

  /** As a program does whose client is woven. */
  private void log(Map<String, Object> row) {
    Object call = enter("log(Map)", run, row);
    try {
      run.log(row);
    } catch (IllegalArgumentException rejected) {
      handlers.leave(call, null, rejected);
      throw rejected;
    }
    leave(call, null);
  }

  @Test
  void aCallInACallOfTheSamePurposeIsThatCall() {
    Object outer = enter("log(Map)", run, Map.of("loss", 1));
    leave(enter("log(Map,long)", run, Map.of("loss", 1), 5L), null);
    leave(outer, null);
    Object adding = enter("addTags(String[])", run, (Object) new String[] {"b"});
    leave(enter("setTags(Collection)", run, List.of("c")), null);
    leave(adding, null);
    call("log(Map)", Map.of("loss", 2));
    finish();

    assertThat(server.pointsOfRuns()).containsExactly("night 0 loss=1.0", "night 0 loss=2.0");
    assertThat(server.tagUpdates()).contains(List.of("a", "group:g", "b"));
  }

  @Test
  void tagsAreReplacedAndAddedTo() {
    call("setTags(Collection)", List.of("x", "y"));
    call("addTags(String[])", (Object) new String[] {"z"});
    finish();

    assertThat(server.tagUpdates().get(server.tagUpdates().size() - 1))
        .containsExactly("x", "y", "group:g", "z");
  }

  @Test
  void alertsHaveTheirLevel() {
    call("alert(String,String,AlertLevel)", "Plateau", "flat", com.example.wandb.AlertLevel.WARN);
    finish();

    assertThat(server.alerts()).hasSize(1);
    assertThat(server.alerts().get(0).level()).isEqualTo(Alert.Level.WARNING);
    assertThat(server.alerts().get(0).title()).isEqualTo("Plateau");
    assertThat(server.alerts().get(0).text()).isEqualTo("flat");
  }

  @Test
  void savedFilesAndArtifactsAreCarriedOver() throws IOException {
    Files.writeString(directory.resolve("a.txt"), "a");
    Files.writeString(directory.resolve("b.txt"), "b");
    Artifact artifact =
        new Artifact("best", "model")
            .addFile(directory.resolve("a.txt"), "deep/a.txt")
            .addReference("s3://bucket/key");
    call("save(String)", directory + "/*.txt");
    call("save(Path)", directory.resolve("a.txt"));
    call("logArtifact(Artifact)", artifact);
    finish();

    assertThat(server.entries())
        .extracting(FileEntry::logName)
        .containsExactly("save/a.txt", "save/b.txt", "save/a.txt", "artifacts/best/deep/a.txt");
  }

  @Test
  void aRowThatIsNoMapIsSaid() {
    call("log(Map)", "a text");
    finish();

    assertThat(told.text()).contains("Skipped '(a row)': it is a java.lang.String and no map");
  }
}
