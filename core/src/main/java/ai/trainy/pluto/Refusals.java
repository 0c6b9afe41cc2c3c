package ai.trainy.pluto;

import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Message;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.upload.Ledger;

/** Values that a run cannot store: counted, and each reason reported. Thread-safe. */
final class Refusals implements Row.Refusals {
  private final RunDirectory directory;
  private final Ledger ledger;
  private final NameChanges names;
  private final Messages messages;

  Refusals(RunDirectory directory, Ledger ledger, NameChanges names, Messages messages) {
    this.directory = directory;
    this.ledger = ledger;
    this.names = names;
    this.messages = messages;
  }

  @Override
  public void refuse(long values, Message why, Object... arguments) {
    count(values);
    messages.say(why, arguments);
  }

  @Override
  public void refuseOne(String name, Message why, Object... arguments) {
    count(1);
    messages.sayAbout(name, why, arguments);
  }

  private void count(long values) {
    ledger.addRefused(values);
    directory.countRefused(values);
  }

  /** Writes to the log file only; no value is refused. */
  void log(Message what, Throwable failure) {
    messages.log(what, failure);
  }

  void afterEnd(long values) {
    refuse(values, CoreMessage.LOGGED_AFTER_END);
  }

  @Override
  public void renamed(String given, String held) {
    names.note(given, held);
  }

  @Override
  public void longPaths(String name, int values) {
    refuse(values, CoreMessage.CONFIG_PATH_TOO_LONG, Shown.of(name));
  }
}
