package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.AppendOnlyRow;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.RecordType;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries batches of one run to the server, on the calling thread. What the server refuses for good
 * is found, kept aside and costs nothing else; what fails while others are accepted is deferred.
 */
final class BatchUpload {
  private static final Outcome<Void> DONE = Outcome.accepted();

  private final PlutoApi api;
  private final RunHandle run;
  private final Deferral deferral;
  private final Ledger ledger;
  private final Retry retry;
  private final Messages messages;

  private final NameRegistration names;
  private final ControlRow control;
  private final MetricsUpload metrics;
  private final DataUpload data;
  private final AlertUpload alerts;
  private final Rejections rejections;

  // What of a batch is sent, and counted; the rest may have to wait for another turn.
  private @Nullable Position behindConfigs;
  private boolean tagsSent;
  private boolean rowsSent;

  /** Whether the server has some of its rows, which are not acknowledged yet. */
  private boolean rowsTaken;

  private Runnable whenRowsAreTaken = () -> {};

  BatchUpload(ServerRun run, LocalRun local, Deferral deferral) {
    this.api = run.api();
    this.run = run.handle();
    this.deferral = deferral;
    this.ledger = local.ledger();
    this.retry = run.retry();
    this.messages = local.messages();
    this.names = new NameRegistration(run, messages);
    this.control = new ControlRow(run);
    this.metrics = new MetricsUpload(run, control, new RequestSize(Integer.MAX_VALUE));
    this.metrics.whenAccepted(this::rowsAreTaken);
    this.data = new DataUpload(run, deferral.console(), ledger, control);
    this.alerts = new AlertUpload(run, ledger, messages);
    this.rejections = new Rejections(run.handle(), local.directory(), messages);
  }

  /**
   * Sends everything but the alert. Data comes last: the server keeps it twice if it is sent twice,
   * so nothing that may have to be tried again stands between it and its acknowledgement. If this
   * throws, it is called again with what of the same batch is not acknowledged.
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
    behindConfigs = null;
    tagsSent = false;
    rowsSent = false;
    return outcome;
  }

  private void rowsAreTaken() {
    if (!rowsTaken) {
      whenRowsAreTaken.run();
      rowsTaken = true;
    }
  }

  /** Has somebody told when the server has the first rows of a batch. */
  void whenRowsAreTaken(Runnable told) {
    whenRowsAreTaken = told;
  }

  /** Whether the server has rows of a batch that are not acknowledged. */
  boolean areRowsTaken() {
    return rowsTaken;
  }

  /** Notes that the whole batch is acknowledged. */
  void acknowledged() {
    rowsTaken = false;
  }

  /** Whether some of a batch is sent and counted, and the rest is not. */
  boolean isInBatch() {
    return behindConfigs != null || tagsSent || rowsSent;
  }

  private Outcome<?> sendConfig(Batch batch) throws InterruptedException {
    for (ConfigUpdate config : batch.configs()) {
      if (behindConfigs != null && config.last().compareTo(behindConfigs) <= 0) {
        continue;
      }
      Outcome<?> outcome = sendConfig(config);
      if (!outcome.isAccepted()) {
        return outcome;
      }
      behindConfigs = config.last();
    }
    return DONE;
  }

  private Outcome<?> sendConfig(ConfigUpdate config) throws InterruptedException {
    return unlessDeferred(
        RecordType.CONFIG,
        config.records(),
        config.first(),
        config.last(),
        attempts -> {
          ConfigUpload upload =
              ConfigUpload.whole(values -> attempts.make(() -> api.updateConfig(run, values)));
          Outcome<?> outcome = upload.send(config.values());
          if (outcome.isAccepted()) {
            rejections.count(config, upload, ledger);
          }
          return outcome;
        });
  }

  private Outcome<?> sendTags(Batch batch) throws InterruptedException {
    if (batch.tags().isEmpty() || tagsSent) {
      return DONE;
    }
    List<String> tags = batch.tags().get();
    Outcome<?> outcome =
        unlessDeferred(
            RecordType.TAGS,
            List.of(tags),
            batch.behindTags(),
            batch.behindTags(),
            attempts ->
                passing("the tags " + tags, attempts.make(() -> api.updateTags(run, tags))));
    tagsSent = outcome.isAccepted();
    return outcome;
  }

  /** Makes attempts at a request until it is answered, or until it fails alone. */
  private interface Attempts {
    Outcome<Void> make(Supplier<Outcome<Void>> request) throws InterruptedException;
  }

  private interface Sending {
    Outcome<?> send(Attempts attempts) throws InterruptedException;
  }

  /**
   * Sends what must not overtake others of its type: defers it if some of these are deferred, or if
   * it fails alone.
   */
  private Outcome<?> unlessDeferred(
      RecordType type, List<?> values, Position first, Position last, Sending sending)
      throws InterruptedException {
    if (deferral.holds(type)) {
      boolean[] deferred = {false};
      Outcome<Void> outcome =
          retry.until(
              () -> {
                deferred[0] = deferral.defer(type, values, first, last);
                // If the disk does not take it, it waits for those before it.
                return deferred[0] || !deferral.holds(type)
                    ? DONE
                    : Outcome.tryAgain("the disk takes nothing more", Duration.ZERO);
              });
      if (deferred[0] || !outcome.isAccepted()) {
        return outcome;
      }
    }
    boolean[] alone = {false};
    Outcome<?> outcome =
        sending.send(
            request -> {
              FailsAlone<Void> enough = FailsAlone.toDefer(control::othersWork);
              Outcome<Void> answer = retry.until(request, enough);
              alone[0] = enough.isFound();
              return answer;
            });
    if (outcome.isAccepted() || !alone[0]) {
      return outcome;
    }
    if (deferral.defer(type, values, first, last)) {
      sayDeferred(outcome.why());
      return DONE;
    }
    return sending.send(retry::until);
  }

  private void sayDeferred(String why) {
    messages.sayAbout(run, CoreMessage.DATA_DEFERRED, run, why);
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
    for (PlacedRow placed : batch.data()) {
      if (placed.row() instanceof DataRow) {
        DataRow row = (DataRow) placed.row();
        names.add(row.type(), row.name());
      }
    }
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
    messages.log(CoreMessage.PART_REFUSED, what, run, outcome.why());
    return DONE;
  }

  private Outcome<?> sendRows(List<MetricRow> rows) throws InterruptedException {
    if (rows.isEmpty() || rowsSent) {
      return DONE;
    }
    rowsTaken = false;
    Outcome<?> outcome = metrics.send(rows);
    if (outcome.isAccepted()) {
      rowsSent = true;
      for (MetricsUpload.Rejected one : metrics.rejected()) {
        MetricRow value = one.value;
        String what = value.name(0) + "=" + value.value(0);
        rejections.setAside(value.time(), value.step(), what, one.why);
      }
      ledger.addSent(metrics.taken());
      ledger.addRejected(metrics.rejected().size());
      control.rejected(metrics.rejected().size());
    }
    return outcome;
  }

  /** Sends rows that were sent and counted before. Those that are refused were refused before. */
  Outcome<?> sendAgain(List<MetricRow> rows) throws InterruptedException {
    try {
      return metrics.send(rows);
    } finally {
      rowsTaken = false;
    }
  }

  private Outcome<?> sendData(Batch batch, Consumer<Position> acknowledge)
      throws InterruptedException {
    List<PlacedRow> rows =
        deferral.deferSlow(batch.data(), () -> !batch.rows().isEmpty() || control.othersWork());
    return data.send(
        rows.stream().map(PlacedRow::row).collect(Collectors.toList()),
        new InTurn(rows, acknowledge));
  }

  /** Rows that are sent before what follows them in the journal, unless they fail alone. */
  private final class InTurn implements DataUpload.Lane {
    private final List<PlacedRow> rows;
    private final Consumer<Position> acknowledge;
    private FailsAlone<Void> enough = toDefer();

    InTurn(List<PlacedRow> rows, Consumer<Position> acknowledge) {
      this.rows = rows;
      this.acknowledge = acknowledge;
    }

    private FailsAlone<Void> toDefer() {
      return FailsAlone.toDefer(deferral.hasRoom() ? control::othersWork : () -> false);
    }

    @Override
    public Outcome<Void> ask(int count, Supplier<Outcome<Void>> request)
        throws InterruptedException {
      enough = toDefer();
      return retry.until(
          request,
          failure -> enough.isReached(failure) || (failure.isTimeout() && count > 1),
          // Else the server would have some of them twice.
          data::isSettled);
    }

    @Override
    public void accepted(Duration took) {
      deferral.dataAccepted(took);
    }

    @Override
    public DataUpload.Failing fails(List<Integer> failing, Outcome<Void> failure) {
      if (enough.isFound()) {
        if (!deferral.deferFailing(failing.stream().map(rows::get).collect(Collectors.toList()))) {
          return DataUpload.Failing.AGAIN;
        }
        sayDeferred(failure.why());
        return DataUpload.Failing.DEFERRED;
      }
      return failure.isTimeout() && failing.size() > 1
          ? DataUpload.Failing.DIVIDE
          : DataUpload.Failing.STOP;
    }

    @Override
    public boolean defer(int row) {
      return false;
    }

    @Override
    public void rejected(AppendOnlyRow row, String why) {
      rejections.setAside(row.time(), row.step(), row.series(), why);
    }

    @Override
    public void settled(int count) {
      // At once: the next one may have to wait for long.
      acknowledge.accept(rows.get(count - 1).behind());
    }
  }

  /**
   * Has an alert mailed.
   *
   * @param behind the place behind it in the journal
   */
  Outcome<?> send(Alert alert, Position behind) throws InterruptedException {
    return unlessDeferred(
        RecordType.ALERT,
        List.of(alert),
        behind,
        behind,
        attempts -> {
          Outcome<Void> outcome = attempts.make(() -> alerts.mail(alert));
          if (outcome.isAccepted()) {
            alerts.mailed();
          } else if (outcome.kind() == Outcome.Kind.REFUSED) {
            alerts.giveUp(alert, outcome.why());
            return DONE;
          }
          return outcome;
        });
  }
}
