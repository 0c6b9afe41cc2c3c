package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.Credentials;
import ai.trainy.pluto.durability.programs.OnCommand;
import ai.trainy.pluto.endtoend.Jvm;
import ai.trainy.pluto.journal.Destination;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.transport.HttpPlutoApi;
import ai.trainy.pluto.upload.Account;
import ai.trainy.pluto.upload.Connector;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.Recovery;
import ai.trainy.pluto.upload.UploadContext;
import ai.trainy.pluto.upload.UploadResult;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A user's home directory with journals in it: where programs run, and are recovered from. */
final class Home {
  static final String PROJECT = "durability";

  private final Path directory;
  private final Map<String, String> variables = new HashMap<>();
  private final Told told = new Told();
  private final RunStore journals;

  Home(Path directory, URI pluto) {
    this(directory, directory.resolve("state"), pluto);
  }

  /**
   * @param state what programs here are told by {@code PLUTO_DIR}
   */
  Home(Path directory, Path state, URI pluto) {
    this.directory = directory;
    for (String service : List.of("APP", "API", "INGEST", "PY")) {
      variables.put("PLUTO_URL_" + service, pluto.toString());
    }
    variables.put("PLUTO_API_KEY", "mlpi_0123456789abcdef");
    variables.put("PLUTO_DIR", state.toString());
    variables.put("PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "10");
    // How long a program waits on a slow machine is no subject here.
    variables.put("PLUTO_INIT_TIMEOUT_SECONDS", "300");
    variables.put("PLUTO_FINISH_TIMEOUT_SECONDS", "300");
    this.journals = new RunStore(settings().journals());
  }

  Home variable(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Where a run belongs that a program here opens. */
  Destination destination() {
    return Account.destination(settings(), Credentials.given(settings()));
  }

  private Settings settings() {
    return new Settings(new AgentOptions(""), Map.of(), variables);
  }

  RunStore journals() {
    return journals;
  }

  /** A JVM that lives here. */
  Jvm jvm() {
    Jvm jvm = Jvm.in(directory).option("-Djava.io.tmpdir=" + directory);
    variables.forEach(jvm::variable);
    return jvm;
  }

  /** Starts a program that logs to a run of this id by core's own API. */
  Forked start(String externalId) throws IOException {
    return start(jvm(), externalId);
  }

  Forked start(Jvm jvm, String externalId) throws IOException {
    return Forked.start(jvm.withOurClasses(), directory, OnCommand.class, PROJECT, externalId);
  }

  /** Uploads every run that was left behind here, and answers for each value of them. */
  Ledger recover() throws IOException, InterruptedException {
    Ledger ledger = new Ledger();
    Recovery recovery = recovery();
    for (Path run : journals.runs()) {
      assertThat(recovery.recover(run, ledger)).as(run.toString()).isEqualTo(UploadResult.WHOLE);
    }
    assertThat(ledger.pending()).as("values still pending").isZero();
    assertThat(ledger.rejected()).as("values rejected").isZero();
    assertThat(ledger.stored()).isEqualTo(ledger.sent());
    return ledger;
  }

  /** What uploads runs of this home. */
  Recovery recovery() {
    Settings settings = settings();
    Messages messages = told.messages();
    ApiKey key = Credentials.given(settings).orElseThrow();
    return new Recovery(
        journals,
        Connector.of(Credential.of(key), any -> new HttpPlutoApi(settings, any, messages::say)),
        new UploadContext(settings, messages, key.toString()),
        Optional.of(Duration.ofMinutes(10)));
  }

  /** How much disk the journals here take, even while files come and go. */
  long bytes() {
    return bytes(journals.home().toFile());
  }

  private static long bytes(File file) {
    File[] children = file.listFiles();
    return children == null ? file.length() : Stream.of(children).mapToLong(Home::bytes).sum();
  }

  /** What recovery had to say. */
  List<String> said() {
    return told.text().lines().collect(Collectors.toList());
  }

  /** The directories of runs here, whatever is in them. */
  List<Path> left() throws IOException {
    Path home = journals.home();
    if (!Files.exists(home)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(home, 2)) {
      return paths
          .filter(path -> path.getNameCount() == home.getNameCount() + 2)
          .collect(Collectors.toList());
    }
  }
}
