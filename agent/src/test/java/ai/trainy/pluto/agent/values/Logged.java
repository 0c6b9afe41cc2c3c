package ai.trainy.pluto.agent.values;

import ai.trainy.pluto.Artifact;
import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Connector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What reaches a server of values that a program logs: they are read, and logged to a run. */
final class Logged {
  private static final String NAME = "value";

  private final FakePluto server = new FakePluto();
  private final Told told = new Told();

  private Logged() {}

  /** One value in a row, and a metric beside it. */
  static Logged of(Object value, Path directory) throws IOException {
    Logged logged = new Logged();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(NAME, value);
    row.put("beside", 1);
    ForeignValues values = new ForeignValues(Bindings.values());
    @SuppressWarnings("unchecked") // a plain map has text keys
    Map<String, Object> plain = (Map<String, Object>) values.plain(row);
    logged.run(directory, run -> run.log(plain));
    return logged;
  }

  /** An artifact. */
  static Logged artifact(Object value, Path directory) throws IOException {
    Logged logged = new Logged();
    Artifact artifact = (Artifact) new ForeignValues(Bindings.values()).plain(value);
    logged.run(directory, run -> run.logArtifact(artifact));
    return logged;
  }

  private interface Use {
    void of(Run run);
  }

  private void run(Path directory, Use use) throws IOException {
    Map<String, String> environment =
        Map.of("PLUTO_DIR", directory.toString(), "PLUTO_FINISH_TIMEOUT_SECONDS", "60");
    Pluto pluto =
        new Pluto(
            new Settings(Wandb.options(null), Map.of(), environment),
            Connector.of(Credential.of(ApiKey.of("mlpi_secret", "a test")), connected -> server),
            new ProgramEnd(),
            told.messages());
    Run run = pluto.init(RunSpec.builder().project("values").build());
    use.of(run);
    run.finish();
  }

  FakePluto server() {
    return server;
  }

  List<FileEntry> files() {
    return server.entries();
  }

  /** The only histogram or table, in the form that readers expect. */
  Map<String, Object> data() {
    List<DataRow> rows = server.data();
    if (rows.size() != 1) {
      throw new AssertionError(rows.size() + " rows of data, said: " + said());
    }
    return rows.get(0).data();
  }

  String said() {
    return told.text();
  }
}
