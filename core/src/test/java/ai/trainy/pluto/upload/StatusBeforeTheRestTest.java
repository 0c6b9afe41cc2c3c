package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.testing.Destinations;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.threads.DaemonThreads;
import ai.trainy.pluto.threads.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The final status waits two minutes for what goes up beside the journal, and no longer. */
class StatusBeforeTheRestTest {
  @TempDir Path home;

  private final FakePluto pluto = new FakePluto();
  private final Told told = new Told();
  private final CountDownLatch uploadable = new CountDownLatch(1);
  private final List<Duration> waits = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private int failures;

  private final SideUpload files =
      new SideUpload(
          () ->
              () -> {
                uploadable.await();
                return Outcome.accepted(null);
              },
          new WakeUp(),
          e -> failures++,
          () -> {});

  /** Where two minutes are over at once. */
  private final RunUpload.Progress progress =
      new RunUpload.Progress() {
        @Override
        public void created(RunHandle run) {}

        @Override
        public Outcome<?> sendRest(Deferral deferral, Duration atMost)
            throws IOException, InterruptedException {
          waits.add(atMost);
          boolean late = atMost.compareTo(Duration.ofMinutes(2)) > 0;
          if (late) {
            uploadable.countDown();
          }
          files.end();
          while (late && files.outcome().isEmpty()) {
            LockSupport.parkNanos(500_000);
          }
          Outcome<?> outcome =
              files.outcome().orElse(Outcome.tryAgain("files are not done", Duration.ZERO));
          events.add(outcome.isAccepted() ? "uploaded" : "waited");
          return outcome;
        }

        @Override
        public Outcome<Void> report(RunEnd end) {
          events.add("status");
          return pluto.updateStatus(
              new RunHandle(90_210, "heron-07", "orbit-lab", "u", false),
              RunStatus.ofExitCode(end.exitCode()),
              OptionalLong.empty(),
              Map.of());
        }
      };

  @Test
  void isSentAfterTwoMinutesAndTheFilesFollow() throws Exception {
    files.in(new Engine(new DaemonThreads()).files());
    files.wake();

    assertThat(carry()).isEqualTo(UploadResult.WHOLE);

    assertThat(waits.get(0)).isEqualTo(Duration.ofMinutes(2));
    assertThat(events).containsExactly("waited", "status", "uploaded");
    assertThat(pluto.statuses()).containsExactly(RunStatus.COMPLETED);
    assertThat(failures).isZero();
  }

  @Test
  void followsFilesThatAreUploadedInTime() throws Exception {
    assertThat(carry()).isEqualTo(UploadResult.WHOLE);

    assertThat(events).containsExactly("uploaded", "status");
  }

  private UploadResult carry() throws IOException, InterruptedException {
    RunSpec spec =
        RunSpec.builder().project("orbit-lab").name("heron-07").externalId("k3v9q1zt").build();
    try (RunDirectory directory = new RunStore(home).create(spec, Destinations.fake());
        Journal journal =
            new Journal(directory, 1L << 30, Duration.ofSeconds(20), told.messages());
        JournalReader reader = journal.reader()) {
      journal.appendFinish(new RunEnd(0, System.currentTimeMillis()));
      WakeUp wakeUp = new ShortPauses();
      Retry retry =
          new Retry(
              wakeUp,
              Patience.endless(Duration.ofMinutes(1)),
              told.messages(),
              "It is kept.",
              System::nanoTime);
      return new RunUpload(
              new ServerLink(pluto, retry),
              new LocalRun(directory, new Ledger(), told.messages()),
              reader,
              new UploadContext(TestSettings.of(Map.of()), told.messages(), "the key in a test"),
              progress)
          .carry();
    }
  }
}
