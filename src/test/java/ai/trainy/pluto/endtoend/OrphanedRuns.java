package ai.trainy.pluto.endtoend;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.Credentials;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.transport.HttpPlutoApi;
import ai.trainy.pluto.upload.Connector;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves runs behind in a user's home as an offline program with the agent does, without a JVM for
 * each: what becomes of them later is the subject.
 */
final class OrphanedRuns {
  static final String PROJECT = "sine";
  static final String NAME = "first try";
  static final int ROWS = 20;
  static final int POINTS = 2 * ROWS + 1;

  private final Map<String, String> variables = new HashMap<>();

  private OrphanedRuns(URI pluto) {
    for (String service : List.of("APP", "API", "INGEST", "PY")) {
      variables.put("PLUTO_URL_" + service, pluto.toString());
    }
    variables.put("PLUTO_API_KEY", Jvm.KEY);
    variables.put("PLUTO_MODE", "offline");
  }

  /** In the state directory of a home. */
  static OrphanedRuns in(Path home, URI pluto) {
    OrphanedRuns runs = new OrphanedRuns(pluto);
    runs.variables.put("XDG_STATE_HOME", home.resolve(".local/state").toString());
    return runs;
  }

  /** In a directory that {@code PLUTO_DIR} names. */
  static OrphanedRuns inDirectory(Path directory, URI pluto) {
    OrphanedRuns runs = new OrphanedRuns(pluto);
    runs.variables.put("PLUTO_DIR", directory.toString());
    return runs;
  }

  /** Leaves a finished run that looks like the one of the program {@code Sine}. */
  OrphanedRuns sine(String externalId, int exitCode) {
    return sine(externalId, ROWS, exitCode);
  }

  OrphanedRuns sine(String externalId, int rows, int exitCode) {
    Settings settings = new Settings(new AgentOptions(""), Map.of(), variables);
    Messages messages = new Messages(OutputStream.nullOutputStream());
    Pluto pluto =
        new Pluto(
            settings,
            Connector.of(
                Credential.of(Credentials.given(settings).orElseThrow()),
                key -> new HttpPlutoApi(settings, key, problem -> {})),
            new ProgramEnd(),
            messages);
    try {
      Run run =
          pluto.init(RunSpec.builder().project(PROJECT).name(NAME).externalId(externalId).build());
      for (int i = 0; i < rows; i++) {
        run.log(Map.of("wave/value", Math.sin(i * 0.05), "wave/count", i));
      }
      run.log(Map.of("wave/end", 0.5), rows + 100L);
      run.finish(exitCode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }
}
