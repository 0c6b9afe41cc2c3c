package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.notice.Notices;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Carries batches of one run to the server, on the calling thread. What the server refuses for good
 * is found, kept aside and costs nothing else.
 */
final class BatchDelivery {
  /** Mails have a service of their own: while that alone is away, the run's data must not wait. */
  private static final int ALERT_ATTEMPTS = 10;

  private static final Outcome<Void> DONE = Outcome.accepted(null);

  private final PlutoApi api;
  private final RunHandle run;
  private final RunDirectory directory;
  private final Ledger ledger;
  private final Persistence persistence;
  private final Notices notices;

  private final NameRegistration names;
  private final ControlRow control;
  private final MetricsUpload metrics;

  BatchDelivery(
      PlutoApi api,
      RunHandle run,
      RunDirectory directory,
      Ledger ledger,
      Persistence persistence,
      Notices notices) {
    this.api = api;
    this.run = run;
    this.directory = directory;
    this.ledger = ledger;
    this.persistence = persistence;
    this.notices = notices;
    this.names = new NameRegistration(api, run, persistence, notices);
    this.control = new ControlRow(api, run, persistence);
    this.metrics =
        new MetricsUpload(api, run, persistence, control, new RequestSize(Integer.MAX_VALUE));
  }

  /**
   * Sends everything but the alert. Data comes last: the server keeps it twice if it is sent twice,
   * so nothing that may have to be tried again stands between it and its acknowledgement.
   *
   * @param acknowledge told how far the server has it, where that is not the whole of it
   * @return the outcome that ended it: accepted, unless the server will not have any more
   */
  Outcome<?> send(Batch batch, Consumer<Position> acknowledge) throws InterruptedException {
    Outcome<?> outcome = sendConfig(batch);
    if (outcome.isAccepted()) {
      outcome = sendTags(batch);
    }
    if (outcome.isAccepted()) {
      outcome = register(batch);
    }
    if (outcome.isAccepted()) {
      outcome = sendRows(batch.rows());
    }
    if (outcome.isAccepted()) {
      outcome = sendData(batch, acknowledge);
    }
    return outcome;
  }

  private Outcome<?> sendConfig(Batch batch) throws InterruptedException {
    for (ConfigUpdate config : batch.configs()) {
      Outcome<Void> outcome = persistence.until(() -> api.updateConfig(run, config.values()));
      if (outcome.kind() == Outcome.Kind.REFUSED) {
        notices.log("config " + config.values().keySet() + " was refused: " + outcome.why());
        ledger.addRejected(config.count());
      } else if (outcome.isAccepted()) {
        ledger.addSent(config.count());
      } else {
        return outcome;
      }
    }
    return DONE;
  }

  private Outcome<?> sendTags(Batch batch) throws InterruptedException {
    if (batch.tags().isEmpty()) {
      return DONE;
    }
    List<String> tags = batch.tags().get();
    return passing("the tags " + tags, persistence.until(() -> api.updateTags(run, tags)));
  }

  private Outcome<?> register(Batch batch) throws InterruptedException {
    MetricRow before = null;
    for (MetricRow row : batch.rows()) {
      if (!row.sharesNames(before)) {
        before = row;
        for (int i = 0; i < row.size(); i++) {
          names.add(LogType.METRIC, row.name(i));
        }
      }
    }
    batch.data().forEach(row -> names.add(row.type(), row.name()));
    return names.register();
  }

  /** Asks once more for names that the server did not register. */
  void askAgainForNames() throws InterruptedException {
    names.askAgain();
  }

  /** A refusal concerns one request only, so it is noted and the rest goes on. */
  private Outcome<?> passing(String what, Outcome<?> outcome) {
    if (outcome.kind() != Outcome.Kind.REFUSED) {
      return outcome;
    }
    notices.log(what + " of " + run + " were refused: " + outcome.why());
    return DONE;
  }

  private Outcome<?> sendRows(List<MetricRow> rows) throws InterruptedException {
    if (rows.isEmpty()) {
      return DONE;
    }
    Outcome<?> outcome = metrics.send(rows);
    if (outcome.isAccepted()) {
      for (MetricsUpload.Rejected one : metrics.rejected()) {
        MetricRow value = one.value;
        String what = value.name(0) + "=" + value.value(0);
        setAside(value.time(), value.step(), what, one.why);
      }
      ledger.addSent(metrics.taken());
      ledger.addRejected(metrics.rejected().size());
    }
    return outcome;
  }

  private void setAside(long time, long step, String what, String why) {
    try {
      directory.setAside(time, step, what, why);
    } catch (IOException e) {
      // A disk in trouble must not stop the upload: it is what saves the data, and makes room.
      notices.log("the disk did not take what was to be kept in " + directory.path(), e);
    }
    notices.say(
        "rejected " + run,
        "Pluto refused a row of step "
            + step
            + " ("
            + why
            + "). It and others like it are in "
            + directory.path()
            + "; everything else goes through.");
  }

  /**
   * Sends rows together; where they are refused or do not get through together, alone at first and
   * then in growing numbers, since the answer does not say which is at fault. Those before it
   * arrive twice then; the other choice would be to lose some.
   */
  private Outcome<?> sendData(Batch batch, Consumer<Position> acknowledge)
      throws InterruptedException {
    List<DataRow> rows = batch.data();
    int together = rows.size();
    int from = 0;
    while (from < rows.size()) {
      int to = Math.min(from + together, rows.size());
      List<DataRow> some = rows.subList(from, to);
      boolean[] slow = {false};
      Outcome<Void> outcome =
          persistence.until(
              () -> api.sendData(run, some),
              failure -> slow[0] = failure.isTimeout() && some.size() > 1);
      if (slow[0]) {
        together = Math.max(some.size() / 2, 1);
        continue;
      }
      if (outcome.kind() == Outcome.Kind.REFUSED && some.size() > 1) {
        together = outcome.isTooLarge() ? some.size() / 2 : 1;
        continue;
      }
      if (outcome.isAccepted()) {
        ledger.addSent(some.size());
        together *= 2;
      } else if (outcome.kind() == Outcome.Kind.REFUSED) {
        // Only if the server takes anything at all.
        Outcome<Void> others = persistence.until(control::send);
        if (!others.isAccepted()) {
          return others;
        }
        DataRow row = some.get(0);
        ledger.addRejected(1);
        setAside(row.time(), row.step(), row.type() + " " + row.name(), outcome.why());
      } else {
        return outcome;
      }
      // At once: the next one may have to wait for long.
      acknowledge.accept(batch.behindData(to - 1));
      from = to;
    }
    return DONE;
  }

  /** Whatever is thrown, the mail may be out. */
  private Outcome<Void> mail(Alert alert) {
    try {
      return api.alert(run, alert);
    } catch (RuntimeException | Error e) {
      notices.log("an alert failed", e);
      return Outcome.refused(e.toString());
    }
  }

  /** Has an alert mailed; what may have been mailed is not mailed again. */
  Outcome<?> send(Alert alert) throws InterruptedException {
    int[] attempts = {0};
    Outcome<Void> outcome =
        persistence.until(
            () -> {
              Outcome<Void> answer = mail(alert);
              return answer.kind() == Outcome.Kind.TRY_AGAIN && ++attempts[0] == ALERT_ATTEMPTS
                  ? Outcome.refused(answer.why())
                  : answer;
            });
    if (outcome.isAccepted()) {
      ledger.addSent(1);
    } else if (outcome.kind() == Outcome.Kind.REFUSED) {
      ledger.addRejected(1);
      notices.say(
          "alert " + run,
          "the alert '"
              + alert.title()
              + "' may not have been mailed ("
              + outcome.why()
              + "); everything else goes through.");
      return DONE;
    }
    return outcome;
  }
}
