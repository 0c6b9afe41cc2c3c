package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.EndLine.Extent;
import ai.trainy.pluto.upload.Ledger;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndLineTest {
  private static final Path DIRECTORY = Path.of("DIR");
  private static final String STATUS =
      "inal status could not be sent%s: the run shows as running, then as failed, until the next"
          + " program or 'sync' sends it";

  private final Ledger ledger = new Ledger();
  private final MissedCalls missed = new MissedCalls();

  @ParameterizedTest
  @EnumSource(names = {"STATUS", "WHOLE"})
  void nothingIsMissing(Extent extent) {
    assertThat(line(false, false, extent)).isEqualTo("all 0 values of 'heron' are in Pluto");
  }

  @Test
  void onlyTheStatusIsMissing() {
    assertThat(line(false, true, Extent.CREATED))
        .isEqualTo("all 0 values of 'heron' are in Pluto, but its f" + String.format(STATUS, ""));
  }

  @Test
  void dataIsMissingThatGoesUpLater() {
    ledger.addStored(3);

    assertThat(line(false, false, Extent.STATUS))
        .isEqualTo("0 of 3 values of 'heron' are in Pluto; the rest is kept in DIR");
  }

  @Test
  void dataAndStatusAreMissing() {
    ledger.addStored(3);
    ledger.addRefused(2);

    assertThat(line(false, false, Extent.CREATED))
        .isEqualTo(
            "0 of 3 values of 'heron' are in Pluto (2 it cannot hold are not); the rest is kept in"
                + " DIR. Its f"
                + String.format(STATUS, " either"));
  }

  @Test
  void theWholeRunIsMissing() {
    assertThat(line(false, false, Extent.NOTHING))
        .isEqualTo("run 'heron' is not in Pluto yet; it is kept in DIR");
  }

  @Test
  void whatCouldNotBeReadBackIsNotKept() {
    ledger.addStored(3);

    assertThat(line(false, true, Extent.WHOLE))
        .isEqualTo(
            "0 of 3 values of 'heron' are in Pluto; the rest could not be read back from DIR");
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
            "0 of 3 values of 'heron' are in Pluto; the rest is kept in DIR, the only copy there"
                + " is. java -jar pluto-wandb-agent.jar sync uploads it");
  }

  @Test
  void callsThatReachedNoRunAreNotPassedOver() {
    missed.add("lab.Tracker.scalar");
    missed.add("lab.Tracker.scalar");
    missed.add("lab.Tracker.epoch");

    assertThat(line(false, false, Extent.STATUS))
        .isEqualTo(
            "0 values of 'heron' are in Pluto. Calls that reached no run: lab.Tracker.epoch once,"
                + " lab.Tracker.scalar 2 times");
  }

  private String line(boolean onlyCopy, boolean passing, Extent extent) {
    return new EndLine(onlyCopy, () -> passing, missed).text("'heron'", DIRECTORY, ledger, extent);
  }
}
