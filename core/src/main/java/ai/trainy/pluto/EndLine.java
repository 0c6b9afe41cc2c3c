package ai.trainy.pluto;

import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.upload.Ledger;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** The line that a run ends with: what of it is in Pluto, and where the rest is. */
final class EndLine {
  private static final String ONLY_COPY =
      ", the only copy there is. java -jar pluto-wandb-agent.jar sync uploads it";

  /** How far the upload of a run came. */
  enum Extent {
    /** The server never answered for the run. */
    NOTHING,
    /** The server has the run, and not its final status. */
    CREATED,
    /** The server has the run's final status. */
    STATUS,
    /** The journal was carried to its end: what is not in Pluto was damaged or removed on disk. */
    WHOLE
  }

  private final boolean onlyCopy;
  private final BooleanSupplier passingMachine;
  private final MissedCalls missed;

  /**
   * @param onlyCopy whether nobody but Pluto has what is logged
   * @param passingMachine whether the disk goes with the program; asked when data is left on it
   * @param missed calls that are in no run
   */
  EndLine(boolean onlyCopy, BooleanSupplier passingMachine, MissedCalls missed) {
    this.missed = missed;
    this.onlyCopy = onlyCopy;
    this.passingMachine = passingMachine;
  }

  /** Whether nobody but Pluto has what is logged. */
  boolean isOnlyCopy() {
    return onlyCopy;
  }

  /**
   * @param run what people call it
   */
  String text(String run, Path directory, Ledger ledger, Extent extent) {
    String calls = missed.text();
    String text = ofRun(run, directory, ledger, extent);
    return calls.isEmpty()
        ? text
        : text.replaceFirst("^all (?=\\d)", "") + ". Calls that reached no run: " + calls;
  }

  private String ofRun(String run, Path directory, Ledger ledger, Extent extent) {
    boolean all = ledger.pending() == 0;
    String lost = lost(ledger);
    if (all && extent.compareTo(Extent.STATUS) >= 0) {
      return "all " + logged(ledger) + " values of " + run + " are in Pluto" + lost;
    }
    if (extent == Extent.WHOLE) {
      return some(ledger, run) + lost + "; the rest could not be read back from " + directory;
    }
    String kept = directory + (onlyCopy ? ONLY_COPY : "");
    if (all && extent == Extent.CREATED) {
      return "all "
          + logged(ledger)
          + " values of "
          + run
          + " are in Pluto"
          + lost
          + ", but its final status could not be sent: the run shows as running, then as failed,"
          + " until the next program or 'sync' sends it";
    }
    if (all) {
      return "run " + run + " is not in Pluto yet; it is kept in " + kept + warning();
    }
    String status =
        extent == Extent.CREATED
            ? ". Its final status could not be sent either: the run shows as running, then as"
                + " failed, until the next program or 'sync' sends it"
            : "";
    return some(ledger, run) + lost + "; the rest is kept in " + kept + status + warning();
  }

  /** Of all that is in Pluto: people know how many values they have logged. */
  private static long logged(Ledger ledger) {
    return Math.max(ledger.sent() - ledger.sampled(), 0);
  }

  private static String some(Ledger ledger, String run) {
    return ledger.sent() + " of " + ledger.stored() + " values of " + run + " are in Pluto";
  }

  private static String lost(Ledger ledger) {
    long lost = ledger.refused() + ledger.rejected();
    return lost == 0 ? "" : " (" + lost + " it cannot hold are not)";
  }

  private String warning() {
    return passingMachine.getAsBoolean()
        ? ". This looks like a container or a CI job: data on its disk goes with the machine. Raise "
            + Setting.FINISH_TIMEOUT_SECONDS.variable()
            + " or set "
            + Setting.DIR.variable()
            + " to a directory that outlives it"
        : "";
  }
}
