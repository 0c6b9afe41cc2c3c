package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;

/** Has alerts mailed; what may have been mailed is not mailed again. */
final class AlertUpload {
  private final PlutoApi api;
  private final RunHandle run;
  private final Ledger ledger;
  private final Messages messages;

  AlertUpload(ServerRun run, Ledger ledger, Messages messages) {
    this.api = run.api();
    this.run = run.handle();
    this.ledger = ledger;
    this.messages = messages;
  }

  /** Makes one attempt. Whatever is thrown, the mail may be out. */
  Outcome<Void> mail(Alert alert) {
    try {
      return api.alert(run, alert);
    } catch (RuntimeException | Error e) {
      messages.log(CoreMessage.ALERT_FAILED, e);
      return Outcome.refused(e.toString());
    }
  }

  void mailed() {
    ledger.addSent(1);
  }

  /** It is not tried any more. */
  void giveUp(Alert alert, String why) {
    ledger.addRejected(1);
    messages.sayAbout(run, CoreMessage.ALERT_NOT_MAILED, alert.title(), why);
  }
}
