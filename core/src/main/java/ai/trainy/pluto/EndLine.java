package ai.trainy.pluto;

import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Notice;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.upload.Ledger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** The last line of a run: how much of it is in Pluto, and where the rest is. */
final class EndLine {
  /** How far the upload of a run has come. */
  enum Extent {
    /** Nothing is uploaded before {@code sync}. */
    OFFLINE,
    /** The server never answered for the run. */
    NOTHING,
    /** The server has the run, but not its final status. */
    CREATED,
    /** The server has the run's final status. */
    STATUS,
    /**
     * The whole journal was uploaded; values that are not in Pluto were damaged or removed on disk.
     */
    WHOLE
  }

  private final boolean onlyCopy;
  private final String sync;
  private final BooleanSupplier ephemeralHost;
  private final MissedCalls missed;

  /**
   * @param settings for whether Pluto has the only copy
   * @param ephemeralHost whether the disk is deleted with the machine; called if data is left on it
   * @param missed calls that reached no run
   */
  EndLine(Settings settings, BooleanSupplier ephemeralHost, MissedCalls missed) {
    this.missed = missed;
    this.onlyCopy = settings.isOnlyCopy();
    this.sync = settings.client().commandLine() + " sync";
    this.ephemeralHost = ephemeralHost;
  }

  /** Returns whether Pluto has the only copy of the data. */
  boolean isOnlyCopy() {
    return onlyCopy;
  }

  /**
   * @param run the name shown to people
   */
  Notice of(String run, Path directory, Ledger ledger, Extent extent) {
    boolean all = ledger.pending() == 0;
    String lost = lost(ledger);
    String calls = calls();
    if (all && extent.compareTo(Extent.STATUS) >= 0) {
      return Notice.of(CoreMessage.RUN_COMPLETE, run, logged(ledger), lost, calls);
    }
    long sent = ledger.sent();
    long stored = ledger.stored();
    if (extent == Extent.WHOLE) {
      return Notice.of(CoreMessage.RUN_DAMAGED, run, sent, stored, lost, directory, calls);
    }
    if (all && extent == Extent.CREATED) {
      return Notice.of(CoreMessage.RUN_WITHOUT_STATUS, run, logged(ledger), lost, calls);
    }
    String kept = directory + (onlyCopy ? CoreMessage.ONLY_COPY.text(sync) : "");
    if (extent == Extent.OFFLINE) {
      String warning = warning(CoreMessage.EPHEMERAL_HOST_OFFLINE, Setting.DIR);
      return Notice.of(CoreMessage.RUN_OFFLINE, run, stored, lost, kept, warning, calls);
    }
    String warning =
        warning(CoreMessage.EPHEMERAL_HOST, Setting.FINISH_TIMEOUT_SECONDS, Setting.DIR);
    if (all) {
      return Notice.of(CoreMessage.RUN_NOT_CREATED, run, kept, warning, calls);
    }
    String status = extent == Extent.CREATED ? CoreMessage.STATUS_MISSING.text() : "";
    return Notice.of(
        CoreMessage.RUN_INCOMPLETE, run, sent, stored, lost, kept, status, warning, calls);
  }

  private String calls() {
    String calls = missed.text();
    return calls.isEmpty() ? "" : CoreMessage.CALLS_MISSED.text(calls);
  }

  /** Returns how many of the values in Pluto the program has logged itself. */
  private static long logged(Ledger ledger) {
    return Math.max(ledger.sent() - ledger.sampled(), 0);
  }

  private static String lost(Ledger ledger) {
    long lost = ledger.refused() + ledger.rejected();
    return lost == 0 ? "" : CoreMessage.VALUES_SKIPPED.text(lost);
  }

  private String warning(CoreMessage text, Setting... remedies) {
    return ephemeralHost.getAsBoolean()
        ? text.text(Arrays.stream(remedies).map(Setting::variable).toArray())
        : "";
  }
}
