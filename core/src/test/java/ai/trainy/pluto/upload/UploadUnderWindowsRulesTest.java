package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.FileRules;
import ai.trainy.pluto.testing.SimulatedDisk;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.TextContent;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.threads.Engine;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The upload of a live run where nothing that is open can be deleted. */
class UploadUnderWindowsRulesTest {
  @Test
  void nothingIsLeftOfARunThatIsWhole() throws Exception {
    RunStore store = new RunStore(new SimulatedDisk(FileRules.WINDOWS).path("/users/wren"));
    RunSpec spec =
        RunSpec.builder().project("orbit-lab").name("heron").externalId("k3v9q1zt").build();
    RunDirectory directory = store.create(spec);
    Told told = new Told();
    Journal journal = new Journal(directory, 64 << 10, Duration.ofSeconds(20), told.messages());
    Ledger ledger = new Ledger();
    FakePluto pluto = new FakePluto();
    WakeUp wakeUp = new ShortPauses();
    Uploader uploader =
        new Uploader(
            () -> pluto,
            new LocalRun(directory, ledger, told.messages()),
            journal,
            new UploadContext(
                TestSettings.of(
                    Map.of(
                        "PLUTO_API_KEY", "mlpi_secret",
                        "PLUTO_UPLOAD_INTERVAL_MILLISECONDS", "1")),
                told.messages(),
                "the key in PLUTO_API_KEY",
                () -> wakeUp),
            () -> {});
    uploader.start(new Engine(wakeUp.machine()));
    for (int step = 1; step <= 200; step++) {
      MetricsRecord record = new MetricsRecord(1_767_225_600_000L, step, 1);
      record.add("loss" + "x".repeat(100), step);
      ledger.addStored(1);
      journal.append(record);
    }
    ledger.addStored(1);
    directory
        .files()
        .limitedTo(1 << 20)
        .stage(
            new TextContent("content"),
            FileEntry.of(LogType.ARTIFACT, "a", "a.txt").at(1, 1).build());
    uploader.fileStaged();
    journal.appendFinish(new RunEnd(0, 3_000_000_000_123L));
    wakeUp.raise();

    assertThat(uploader.awaitEnd(Duration.ofMinutes(5))).isTrue();

    assertThat(pluto.points()).hasSize(200);
    assertThat(ledger.pending()).isZero();
    assertThat(directory.path()).doesNotExist();
    assertThat(store.runs()).isEmpty();
    assertThat(told.lines()).noneMatch(line -> line.contains("used by another process"));
  }
}
