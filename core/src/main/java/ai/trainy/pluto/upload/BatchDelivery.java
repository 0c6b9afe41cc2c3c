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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries batches of one run to the server, on the calling thread. What the server refuses for good
 * is found, kept aside and costs nothing else.
 */
final class BatchDelivery {
  /**
   * So many rows refused one by one, and none accepted between them: it is not the rows. Asking for
   * each of a million would help nobody.
   */
  private static final int HOPELESS_ROWS = 20;

  /** Mails have a service of their own: while that alone is away, the run's data must not wait. */
  private static final int ALERT_ATTEMPTS = 10;

  private static final Outcome<Void> DONE = Outcome.accepted(null);

  private final PlutoApi api;
  private final RunHandle run;
  private final RunDirectory directory;
  private final Ledger ledger;
  private final Persistence persistence;
  private final Notices notices;

  private final Map<LogType, Set<String>> registered = new EnumMap<>(LogType.class);
  private final List<Rejected> rejected = new ArrayList<>();

  /** A row that the server refused on its own, and why. */
  private static final class Rejected {
    final MetricRow row;
    final String why;

    Rejected(MetricRow row, String why) {
      this.row = row;
      this.why = why;
    }
  }

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
      setRejectedAside();
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
    Map<LogType, Set<String>> fresh = new EnumMap<>(LogType.class);
    MetricRow before = null;
    for (MetricRow row : batch.rows()) {
      if (!row.sharesNames(before)) {
        before = row;
        for (int i = 0; i < row.size(); i++) {
          addFresh(fresh, LogType.METRIC, row.name(i));
        }
      }
    }
    batch.data().forEach(row -> addFresh(fresh, row.type(), row.name()));
    for (Map.Entry<LogType, Set<String>> names : fresh.entrySet()) {
      Outcome<?> outcome = register(names.getKey(), names.getValue());
      if (!outcome.isAccepted()) {
        return outcome;
      }
    }
    return DONE;
  }

  private void addFresh(Map<LogType, Set<String>> fresh, LogType type, String name) {
    if (!registered.computeIfAbsent(type, absent -> new HashSet<>()).contains(name)) {
      fresh.computeIfAbsent(type, absent -> new LinkedHashSet<>()).add(name);
    }
  }

  private Outcome<?> register(LogType type, Set<String> names) throws InterruptedException {
    Outcome<Void> outcome = persistence.until(() -> api.registerNames(run, type, names));
    registered.get(type).addAll(names);
    return passing("the names " + names, outcome);
  }

  /** A refusal concerns one request only, so it is noted and the rest goes on. */
  private Outcome<?> passing(String what, Outcome<?> outcome) {
    if (outcome.kind() != Outcome.Kind.REFUSED) {
      return outcome;
    }
    notices.log(what + " of " + run + " were refused: " + outcome.why());
    return DONE;
  }

  /** Sends rows; of rows that are refused together, finds the one that is at fault. */
  private Outcome<?> sendRows(List<MetricRow> rows) throws InterruptedException {
    if (rows.isEmpty()) {
      return DONE;
    }
    Outcome<Void> outcome = persistence.until(() -> api.sendMetrics(run, rows));
    if (outcome.isAccepted()) {
      ledger.addSent(rows.stream().mapToLong(MetricRow::size).sum());
      setRejectedAside();
      return outcome;
    }
    if (outcome.kind() != Outcome.Kind.REFUSED) {
      return outcome;
    }
    if (rows.size() > 1) {
      int half = rows.size() / 2;
      Outcome<?> first = sendRows(rows.subList(0, half));
      return first.isAccepted() ? sendRows(rows.subList(half, rows.size())) : first;
    }
    rejected.add(new Rejected(rows.get(0), outcome.why()));
    return rejected.size() < HOPELESS_ROWS ? DONE : outcome;
  }

  /** The server takes other rows, so it is these that are at fault. */
  private void setRejectedAside() {
    for (Rejected one : rejected) {
      ledger.addRejected(one.row.size());
      setAside(one.row.time(), one.row.step(), text(one.row), one.why);
    }
    rejected.clear();
  }

  private static String text(MetricRow row) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(row.name(i)).append('=').append(row.value(i));
    }
    return text.toString();
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
   * Rows that are refused together are sent one by one, since the answer does not say which is at
   * fault. Those before it arrive twice then; the other choice would be to lose some.
   */
  private Outcome<?> sendData(Batch batch, Consumer<Position> acknowledge)
      throws InterruptedException {
    List<DataRow> rows = batch.data();
    if (rows.isEmpty()) {
      return DONE;
    }
    Outcome<Void> together = persistence.until(() -> api.sendData(run, rows));
    if (together.kind() != Outcome.Kind.REFUSED) {
      ledger.addSent(together.isAccepted() ? rows.size() : 0);
      return together;
    }
    for (int i = 0; i < rows.size(); i++) {
      DataRow row = rows.get(i);
      Outcome<Void> alone =
          rows.size() == 1 ? together : persistence.until(() -> api.sendData(run, List.of(row)));
      if (alone.isAccepted()) {
        ledger.addSent(1);
      } else if (alone.kind() == Outcome.Kind.REFUSED) {
        ledger.addRejected(1);
        setAside(row.time(), row.step(), row.type() + " " + row.name(), alone.why());
      } else {
        return alone;
      }
      // At once: the next one may have to wait for long.
      acknowledge.accept(batch.behindData(i));
    }
    return DONE;
  }

  /** Has an alert mailed; what may have been mailed is not mailed again. */
  Outcome<?> send(Alert alert) throws InterruptedException {
    int[] attempts = {0};
    Outcome<Void> outcome =
        persistence.until(
            () -> {
              Outcome<Void> answer = api.alert(run, alert);
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
