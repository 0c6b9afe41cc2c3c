package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.EndLine.Extent;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.upload.Ledger;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndLineTest {
  private static final Path DIRECTORY = Path.of("DIR");
  private static final String STATUS =
      "it shows as running, then as failed, until the next program or 'sync' sends it";

  private final Ledger ledger = new Ledger();
  private final MissedCalls missed = new MissedCalls();

  @ParameterizedTest
  @EnumSource(names = {"STATUS", "WHOLE"})
  void nothingIsMissing(Extent extent) {
    assertThat(line(false, false, extent)).isEqualTo("run 'heron' complete: 0 values uploaded");
  }

  @Test
  void onlyTheStatusIsMissing() {
    assertThat(line(false, true, Extent.CREATED))
        .isEqualTo("run 'heron': 0 values uploaded, but not its final status: " + STATUS);
  }

  @Test
  void dataIsMissingThatGoesUpLater() {
    ledger.addStored(3);

    assertThat(line(false, false, Extent.STATUS))
        .isEqualTo("run 'heron' incomplete: 0 of 3 values uploaded. The rest is kept in DIR");
  }

  @Test
  void dataAndStatusAreMissing() {
    ledger.addStored(3);
    ledger.addRefused(2);

    assertThat(line(false, false, Extent.CREATED))
        .isEqualTo(
            "run 'heron' incomplete: 0 of 3 values uploaded, 2 skipped. The rest is kept in"
                + " DIR. Its final status could not be sent either: "
                + STATUS);
  }

  @Test
  void theWholeRunIsMissing() {
    assertThat(line(false, false, Extent.NOTHING))
        .isEqualTo("run 'heron' is not in Pluto yet. Data is kept in DIR");
  }

  @Test
  void whatCouldNotBeReadBackIsNotKept() {
    ledger.addStored(3);

    assertThat(line(false, true, Extent.WHOLE))
        .isEqualTo(
            "run 'heron' incomplete: 0 of 3 values uploaded. The rest could not be read back from"
                + " DIR");
  }

  @ParameterizedTest
  @EnumSource(names = {"NOTHING", "CREATED", "STATUS"})
  void whatIsLeftOnAMachineThatGoesWithTheProgramMustBeSavedNow(Extent extent) {
    ledger.addStored(3);

    assertThat(line(false, true, extent))
        .contains("kept in DIR")
        .endsWith(
            ". This looks like a container or a CI job: data on its disk goes with the machine."
                + " Raise PLUTO_FINISH_TIMEOUT_SECONDS or set PLUTO_DIR to a directory that"
                + " outlives it");
  }

  @Test
  void theOnlyCopyIsWorthACommand() {
    ledger.addStored(3);

    assertThat(line(true, false, Extent.NOTHING))
        .isEqualTo(
            "run 'heron' incomplete: 0 of 3 values uploaded. The rest is kept in DIR, the only copy"
                + " there is. tracker-to-pluto sync uploads it");
  }

  @Test
  void offlineNothingIsMissing() {
    ledger.addStored(3);

    assertThat(line(false, false, Extent.OFFLINE))
        .isEqualTo("run 'heron' ended offline: 3 values are kept in DIR");
    assertThat(line(true, true, Extent.OFFLINE))
        .isEqualTo(
            "run 'heron' ended offline: 3 values are kept in DIR, the only copy there is."
                + " tracker-to-pluto sync uploads it. This looks like a container or a CI job: data"
                + " on its disk goes with the machine. Set PLUTO_DIR to a directory that outlives"
                + " it");
  }

  @Test
  void callsThatReachedNoRunAreNotPassedOver() {
    missed.add("lab.Tracker.scalar");
    missed.add("lab.Tracker.scalar");
    missed.add("lab.Tracker.epoch");

    assertThat(line(false, false, Extent.STATUS))
        .isEqualTo(
            "run 'heron' complete: 0 values uploaded. Calls that reached no run: lab.Tracker.epoch once,"
                + " lab.Tracker.scalar 2 times");
  }

  private String line(boolean onlyCopy, boolean passing, Extent extent) {
    return new EndLine(
            TestSettings.of(onlyCopy ? Map.of("TRACKER_OFF", "true") : Map.of()),
            () -> passing,
            missed)
        .of("'heron'", DIRECTORY, ledger, extent)
        .toString();
  }
}
