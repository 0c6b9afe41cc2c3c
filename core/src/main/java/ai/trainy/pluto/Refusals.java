package ai.trainy.pluto;

import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.upload.Ledger;

/**
 * What a run cannot keep: counted, and said once for each reason. Safe for use by several threads.
 */
final class Refusals implements Row.Refusals {
  private static final String OTHERS = "; it does not reach Pluto, nor do others like it.";

  private final RunDirectory directory;
  private final Ledger ledger;
  private final NameChanges names;
  private final Notices notices;

  Refusals(RunDirectory directory, Ledger ledger, NameChanges names, Notices notices) {
    this.directory = directory;
    this.ledger = ledger;
    this.names = names;
    this.notices = notices;
  }

  /**
   * @param kind what is said once
   * @param reason the sentence for people, without its end
   */
  void refuse(long values, String kind, String reason) {
    count(values);
    notices.say(kind, reason + OTHERS);
  }

  private void count(long values) {
    ledger.addRefused(values);
    directory.countRefused(values);
  }

  /** For the log file alone: nothing is refused. */
  void log(String what, Throwable failure) {
    notices.log(what, failure);
  }

  void afterEnd(long values) {
    refuse(values, "after end", "values were logged after the run's end");
  }

  @Override
  public void bad(String kind, String what) {
    refuse(1, kind, what);
  }

  @Override
  public void bad(String kind, Object about, String what) {
    count(1);
    notices.say(kind, about, what + OTHERS);
  }

  @Override
  public void unknown(String name, String what) {
    count(1);
    // A kind of its own: that something is wrong under the same name is still to be said.
    notices.debug("type of " + name, what + OTHERS);
  }

  @Override
  public void renamed(String given, String held) {
    names.note(given, held);
  }

  @Override
  public void longPaths(String name, int values) {
    count(values);
    notices.say(
        "long config key",
        "left out a value of '"
            + Shown.of(name)
            + "': its path in config has over 500 characters, and one such path hides all of the"
            + " run's config from Pluto's search. Use shorter keys. Further ones are counted, not"
            + " reported.");
  }
}
