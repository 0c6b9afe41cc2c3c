package ai.trainy.pluto;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.Record;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.journal.StagedFiles.Staged;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.LocalRun;
import ai.trainy.pluto.upload.NoUpload;
import ai.trainy.pluto.upload.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run that nobody uploads, so that a test sees what it keeps. */
final class JournaledRun implements AutoCloseable {
  private final Told told = new Told();
  private final Ledger ledger = new Ledger();
  private final RunDirectory directory;
  private final Journal journal;
  private final JournalReader reader;
  private final Run run;

  private final List<MetricRow> rows = new ArrayList<>();
  private final Map<String, Object> config = new LinkedHashMap<>();
  private final List<DataRow> data = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final List<List<String>> tags = new ArrayList<>();

  JournaledRun(Path home, Routing routing, long filesLimit, List<String> tags) throws IOException {
    this(home, routing, filesLimit, tags, NoUpload::new);
  }

  JournaledRun(
      Path home,
      Routing routing,
      long filesLimit,
      List<String> tags,
      Function<Journal, Upload> upload)
      throws IOException {
    directory =
        new RunStore(home)
            .create(
                RunSpec.builder()
                    .project("orbit-lab")
                    .name("heron-07")
                    .externalId("k3v9q1zt")
                    .tags(tags)
                    .build());
    journal = new Journal(directory, 1L << 30, Duration.ofSeconds(20), told.messages());
    reader = journal.reader();
    directory.files().limitedTo(filesLimit);
    run =
        new Run(
            new LocalRun(directory, ledger, told.messages()),
            journal,
            upload.apply(journal),
            routing,
            new OpenRuns(
                new ProgramEnd(),
                Duration.ofSeconds(10),
                System::nanoTime,
                new EndLine(TestSettings.of(Map.of()), () -> false, new MissedCalls())));
  }

  JournaledRun(Path home, Routing routing) throws IOException {
    this(home, routing, 1L << 30, List.of());
  }

  JournaledRun(Path home) throws IOException {
    this(home, Routing.DEFAULT);
  }

  Run run() {
    return run;
  }

  Ledger ledger() {
    return ledger;
  }

  Told told() {
    return told;
  }

  RunDirectory directory() {
    return directory;
  }

  /** The files that wait for upload, in the order in which they were logged. */
  List<Staged> files() throws IOException {
    return directory.files().waiting();
  }

  /** The names of whatever lies where files wait. */
  List<String> namesOnDisk() throws IOException {
    Path files = directory.path().resolve("files");
    if (!Files.isDirectory(files)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(files)) {
      return all.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
    }
  }

  List<MetricRow> rows() throws IOException {
    read();
    return rows;
  }

  /** Each as {@code name@step=value}. */
  List<String> points() throws IOException {
    List<String> points = new ArrayList<>();
    for (MetricRow row : rows()) {
      for (int i = 0; i < row.size(); i++) {
        points.add(row.name(i) + "@" + row.step() + "=" + row.value(i));
      }
    }
    return points;
  }

  Map<String, Object> config() throws IOException {
    read();
    return config;
  }

  List<DataRow> data() throws IOException {
    read();
    return data;
  }

  List<Alert> alerts() throws IOException {
    read();
    return alerts;
  }

  /** Each list of tags that is on its way to the server. */
  List<List<String>> tags() throws IOException {
    read();
    return tags;
  }

  private void read() throws IOException {
    for (Record record = reader.next(); record != null; record = reader.next()) {
      switch (record.type()) {
        case METRICS:
          rows.add(record.metrics());
          break;
        case CONFIG:
          config.putAll(record.config());
          break;
        case DATA:
          data.add(record.data());
          break;
        case ALERT:
          alerts.add(record.alert());
          break;
        case TAGS:
          tags.add(record.tags());
          break;
        default:
          // The end.
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
    journal.close();
    directory.close();
  }
}
