package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.journal.PowerCuts.Step;
import ai.trainy.pluto.testing.SimulatedDisk;
import ai.trainy.pluto.testing.SimulatedDisk.Fate;
import ai.trainy.pluto.testing.SimulatedDisk.Operation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What power cuts have taken that was on the disk, as far as the journal knew; each by itself. */
class PowerLossTest {
  private final Books books = new Books();
  private final SimulatedDisk disk = new SimulatedDisk();
  private final DiskProcess process = new DiskProcess(disk, books);

  @Test
  void theFirstRunInAHomeIsFoundThere() throws IOException {
    live(Step.APPEND);
  }

  @Test
  void aRunWithoutARecordIsFoundWithItsFiles() throws IOException {
    live(Step.STAGE);
  }

  @Test
  void whereARunBelongsIsKnownWhileThatIsWrittenAnew() throws IOException {
    live(Step.APPEND, Step.ACKNOWLEDGE);
  }

  @Test
  void recordsThatAreUploadedAreNotTakenForMissing() throws IOException {
    live(Step.ROLL, Step.ROLL, Step.ACKNOWLEDGE);
  }

  @Test
  void aRunThatIsBeingRemovedIsTakenUpOrGone() throws IOException {
    live(Step.STAGE, Step.FINISH, Step.REMOVE);
  }

  @Test
  void segmentsThatCouldNotBeSyncedAreSyncedWithTheNext() throws IOException {
    process.open();
    process.append(true);
    process.append(true);
    failOnce("00000001.segment");
    assertThatThrownBy(process::sync).hasMessageContaining("error");
    process.append(true);
    process.sync();

    cutThePower();
  }

  @Test
  void namesThatCouldNotBeSyncedAreSyncedWithTheNext() throws IOException {
    process.open();
    process.append(false);
    failOnce("intent");
    assertThatThrownBy(process::sync).hasMessageContaining("error");
    process.sync();

    cutThePower();
  }

  @Test
  void anEntryThatCannotBeReadJustNowIsNoDamage() throws IOException {
    process.open();
    process.stage();
    process.finish();
    failOnce(".entry");
    assertThatThrownBy(process::remove).hasMessageContaining("error");
    process.remove();

    books.check();
  }

  private static void live(Step... steps) throws IOException {
    PowerCuts cuts = new PowerCuts();
    cuts.live(List.of(steps), -1);
    assertThat(cuts.looks()).isPositive();
  }

  private void failOnce(String file) {
    boolean[] failed = {false};
    disk.watchedBy(
        (operation, path) -> {
          if (path.endsWith(file)
              && !failed[0]
              && (operation == Operation.SYNC || operation == Operation.READ)) {
            failed[0] = true;
            throw new IOException("Input/output error");
          }
        });
  }

  /** All that is not on the disk is lost; what is safe must not be. */
  private void cutThePower() throws IOException {
    Books after = books.afterPowerCut();
    new DiskProcess(disk.afterPowerCut(piece -> Fate.LOST, null), after).recoverAll();
    after.check();
  }
}
