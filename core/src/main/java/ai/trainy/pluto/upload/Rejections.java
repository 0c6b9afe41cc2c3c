package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import java.io.IOException;

/** Keeps what the server refuses for good, and says so once. */
final class Rejections {
  private final RunHandle run;
  private final RunDirectory directory;
  private final Messages messages;

  Rejections(RunHandle run, RunDirectory directory, Messages messages) {
    this.run = run;
    this.directory = directory;
    this.messages = messages;
  }

  /** Keeps a row, for people. */
  void setAside(long time, long step, String what, String why) {
    try {
      directory.setAside(time, step, what, why);
    } catch (IOException e) {
      // A disk in trouble must not stop the upload: it is what saves the data, and makes room.
      messages.log(CoreMessage.NOT_STORED, e, directory.path());
    }
    messages.sayAbout(run, CoreMessage.ROW_REJECTED, step, why, directory.path());
  }

  /** Counts config that was sent but for the keys that fail. */
  void count(ConfigUpdate update, ConfigUpload upload, Ledger ledger) {
    long refused = update.count(upload.refused());
    if (refused > 0) {
      messages.log(CoreMessage.CONFIG_REFUSED, upload.refused(), upload.why());
    }
    ledger.addRejected(refused);
    ledger.addSent(update.count() - refused - update.count(upload.failing()));
  }
}
