package ai.trainy.pluto.benchmark;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.Credentials;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.transport.HttpPlutoApi;
import ai.trainy.pluto.upload.Connector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** All of Pluto's side in this JVM, as the agent puts it together, and a server beside it. */
final class LoopbackPluto implements AutoCloseable {
  /**
   * For benchmarks that log faster than any program and keep every core busy: the end waits for
   * all, and a thread that got no core for a while is not taken for a slow disk.
   */
  static final String AT_FULL_RATE = "finish.timeout.seconds=600,slow.write.milliseconds=60000";

  private final CountingServer server = new CountingServer();
  private final Path directory = Files.createTempDirectory("pluto-benchmark");
  private final Told told = new Told();
  private final Settings settings;

  /** What the server takes for a key. */
  static final String KEY = "mlpi_benchmark";

  private final ApiKey key;
  private final Pluto pluto;

  /**
   * @param more agent options beside those that lead here
   */
  LoopbackPluto(String more) throws IOException {
    settings =
        new Settings(new AgentOptions(options(server, directory) + "," + more), Map.of(), Map.of());
    key = Credentials.given(settings).orElseThrow();
    pluto =
        new Pluto(
            settings,
            Connector.of(Credential.of(key), given -> connect()),
            new ProgramEnd(),
            told.messages());
  }

  /** The agent options for a server, with everything kept below {@code directory}. */
  static String options(CountingServer server, Path directory) {
    String url = server.url();
    return "api.key="
        + KEY
        + ",dir="
        + directory
        + ",url.api="
        + url
        + ",url.ingest="
        + url
        + ",url.py="
        + url;
  }

  Settings settings() {
    return settings;
  }

  Messages messages() {
    return told.messages();
  }

  CountingServer server() {
    return server;
  }

  PlutoApi connect() {
    return new HttpPlutoApi(settings, key, messages()::say);
  }

  Run init() throws IOException {
    return pluto.init(RunSpec.builder().project("benchmark").build());
  }

  /** What a person would have been told, for when something went wrong. */
  String said() {
    return told.text();
  }

  @Override
  public void close() throws IOException {
    server.close();
    Directories.remove(directory);
  }
}
