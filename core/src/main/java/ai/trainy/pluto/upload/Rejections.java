package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.notice.Notices;
import java.io.IOException;

/** Keeps what the server refuses for good, and says so once. */
final class Rejections {
  private final RunHandle run;
  private final RunDirectory directory;
  private final Notices notices;

  Rejections(RunHandle run, RunDirectory directory, Notices notices) {
    this.run = run;
    this.directory = directory;
    this.notices = notices;
  }

  /** Keeps a row, for people. */
  void setAside(long time, long step, String what, String why) {
    try {
      directory.setAside(time, step, what, why);
    } catch (IOException e) {
      // A disk in trouble must not stop the upload: it is what saves the data, and makes room.
      notices.log("the disk did not take what was to be kept in " + directory.path(), e);
    }
    notices.say(
        "rejected",
        run,
        "Pluto refused a row of step "
            + step
            + " ("
            + why
            + "). It and others like it are in "
            + directory.path()
            + "; everything else goes through.");
  }

  /** Counts config that was sent but for the keys that fail. */
  void count(ConfigUpdate update, ConfigUpload upload, Ledger ledger) {
    long refused = update.count(upload.refused());
    if (refused > 0) {
      notices.log("config " + upload.refused() + " was refused: " + upload.why());
    }
    ledger.addRejected(refused);
    ledger.addSent(update.count() - refused - update.count(upload.failing()));
  }
}
