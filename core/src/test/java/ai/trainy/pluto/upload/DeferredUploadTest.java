package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.RecordType;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.testing.Destinations;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.Told;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeferredUploadTest {
  @TempDir Path home;

  private final SkippedTime time = new SkippedTime();
  private final Told told = new Told();
  private final FakePluto pluto = new FakePluto();
  private final RunSpec spec =
      RunSpec.builder().project("orbit-lab").name("heron-07").externalId("k3v9q1zt").build();

  @Test
  void aRowThatIsSplitOffInTheLastRoundIsNotForgotten() throws Exception {
    pluto.expectDeferral();
    RunHandle run = pluto.create(spec, Optional.empty()).value();
    Sick server = new Sick(pluto).failData(row -> row.name().equals("sick")).healAfter(5);
    RunDirectory directory = new RunStore(home).create(spec, Destinations.fake());
    try (Journal journal =
        new Journal(directory, 1 << 20, Duration.ofSeconds(20), told.messages())) {
      Position first = journal.end();
      journal.append(row("well", 2));
      directory
          .deferred()
          .defer(RecordType.DATA, List.of(row("sick", 1), row("well", 2)), first, journal.end());
      directory.deferred().releaseAll();
      Retry retry =
          new Retry(
              time, Patience.endless(Duration.ofDays(9)), told.messages(), "Kept.", time::nanos);
      Deferral deferral =
          new Deferral(
              directory.deferred(), 1 << 20, () -> {}, told.messages(), () -> time.nanos());

      DeferredUpload upload =
          new DeferredUpload(
              new ServerRun(new ServerLink(server, retry), run),
              new LocalRun(directory, new Ledger(), told.messages()),
              deferral);

      assertThat(upload.sendAll().isAccepted()).isTrue();
      assertThat(directory.deferred().isEmpty()).isTrue();
    }
  }

  private static DataRow row(String name, long step) {
    return new DataRow(LogType.TABLE, name, 1_767_225_600_123L, step, Map.of("table", List.of()));
  }
}
