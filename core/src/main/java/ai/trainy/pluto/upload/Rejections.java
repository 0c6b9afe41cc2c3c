package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.notice.CoreMessage;
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
      notices.log(CoreMessage.NOT_STORED, e, directory.path());
    }
    notices.sayAbout(run, CoreMessage.ROW_REJECTED, step, why, directory.path());
  }

  /** Counts config that was sent but for the keys that fail. */
  void count(ConfigUpdate update, ConfigUpload upload, Ledger ledger) {
    long refused = update.count(upload.refused());
    if (refused > 0) {
      notices.log(CoreMessage.CONFIG_REFUSED, upload.refused(), upload.why());
    }
    ledger.addRejected(refused);
    ledger.addSent(update.count() - refused - update.count(upload.failing()));
  }
}
