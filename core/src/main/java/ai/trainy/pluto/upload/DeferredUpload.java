package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.AppendOnlyRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.journal.DeferredRecords;
import ai.trainy.pluto.journal.DeferredRecords.Item;
import ai.trainy.pluto.journal.Record;
import ai.trainy.pluto.journal.RecordType;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries what was deferred to the server, on the calling thread: in rounds, at growing pauses, so
 * that what fails holds back nothing that does not. Config goes in order and tags the last alone,
 * since the server keeps what comes last; see {@link Deferral} for what is deferred.
 */
final class DeferredUpload implements SideUpload.Carrier {
  /** Mails have a service of their own, and are of no use much later. */
  private static final int ALERT_ATTEMPTS = 10;

  /** So many groups of data in a row fail: the others of this round would fail too. */
  private static final int FAILING_IN_A_ROW = 3;

  private static final int CONFIGS_TOGETHER = 256;

  private static final Outcome<Void> DONE = Outcome.accepted();

  private final PlutoApi api;
  private final RunHandle run;
  private final RunDirectory directory;
  private final DeferredRecords records;
  private final Deferral deferral;
  private final Ledger ledger;
  private final Retry retry;
  private final Messages messages;

  private final NameRegistration names;
  private final ControlRow control;
  private final DataUpload data;
  private final AlertUpload alerts;
  private final Rejections rejections;
  private final Map<Item, Integer> alertAttempts = new HashMap<>();

  /** The group of data that was tried last; the next round begins behind it. */
  private @Nullable Item last;

  private final Random random;

  private Backoff pauses;

  /** Whether a turn ended in the pause behind a round. */
  private boolean resting;

  // Of a round.
  private boolean progress;
  private Outcome<?> failure = DONE;
  private long acceptedBefore;

  DeferredUpload(ServerRun run, LocalRun local, Deferral deferral) {
    this.api = run.api();
    this.run = run.handle();
    this.directory = local.directory();
    this.records = directory.deferred();
    this.deferral = deferral;
    this.ledger = local.ledger();
    this.retry = run.retry();
    this.messages = local.messages();
    this.names = new NameRegistration(run, messages);
    this.control = new ControlRow(run);
    this.data = new DataUpload(run, deferral.console(), ledger, control);
    this.alerts = new AlertUpload(run, ledger, messages);
    this.rejections = new Rejections(run.handle(), directory, messages);
    this.random = retry.machine().newRandom();
    this.pauses = new Backoff(random);
  }

  @Override
  public Outcome<?> sendAll() throws IOException, InterruptedException {
    if (!resting) {
      pauses = new Backoff(random);
      acceptedBefore = deferral.dataAccepted();
    }
    resting = false;
    while (true) {
      long accepted = deferral.dataAccepted();
      progress = false;
      failure = DONE;
      if (!sendTags() || !sendConfig() || !sendAlerts() || !sendData() || !sendConsole()) {
        return failure;
      }
      acceptedBefore = accepted;
      if (failure.isAccepted()) {
        // What was deferred during the round was told anew.
        return DONE;
      }
      if (progress) {
        pauses = new Backoff(random);
      }
      resting = true;
      if (!retry.rest(pauses.next(failure.after()))) {
        return failure;
      }
      resting = false;
    }
  }

  /** Notes a failure; whether other requests may still be made. */
  private boolean goesOn(Outcome<?> outcome) {
    failure = outcome;
    return outcome.kind() == Outcome.Kind.TRY_AGAIN;
  }

  private <T> Outcome<T> once(Supplier<Outcome<T>> request) throws InterruptedException {
    return retry.until(request, failing -> true);
  }

  private List<Record> read(Item item) throws IOException {
    List<Record> read = records.read(item);
    if (read.isEmpty()) {
      messages.sayAbout(directory.path(), CoreMessage.RECORDS_DAMAGED, directory.path());
    }
    return read;
  }

  private boolean sendTags() throws IOException, InterruptedException {
    List<Item> waiting = records.waiting(RecordType.TAGS);
    if (waiting.isEmpty()) {
      return true;
    }
    List<Record> newest = read(waiting.get(waiting.size() - 1));
    if (!newest.isEmpty()) {
      List<String> tags = newest.get(0).tags();
      Outcome<Void> outcome = once(() -> api.updateTags(run, tags));
      if (outcome.kind() == Outcome.Kind.REFUSED) {
        messages.log(CoreMessage.TAGS_REFUSED, tags, run, outcome.why());
      } else if (!outcome.isAccepted()) {
        return goesOn(outcome);
      }
    }
    for (Item item : waiting) {
      records.remove(item);
    }
    progress = true;
    return true;
  }

  private boolean sendConfig() throws IOException, InterruptedException {
    while (true) {
      ConfigUpdate update = new ConfigUpdate();
      List<Item> together = new ArrayList<>();
      for (Item item : records.waiting(RecordType.CONFIG)) {
        if (together.size() == CONFIGS_TOGETHER) {
          break;
        }
        ConfigUpdate next = new ConfigUpdate();
        read(item).forEach(record -> next.add(record.config()));
        if (!update.add(next)) {
          break;
        }
        together.add(item);
      }
      if (update.values().isEmpty()) {
        return true;
      }
      ConfigUpload upload =
          ConfigUpload.dividing(
              values -> once(() -> api.updateConfig(run, values)), control::othersWork);
      Outcome<?> outcome = upload.send(update.values());
      if (!outcome.isAccepted()) {
        return goesOn(outcome);
      }
      long failing = update.count(upload.failing());
      if (failing == update.count()) {
        return goesOn(Outcome.tryAgain(upload.why(), Duration.ZERO));
      }
      // Before anything newer is sent: what is sent again must not be older than that.
      if (failing > 0) {
        records.replace(together, update.records(upload.failing()));
      } else {
        for (Item item : together) {
          records.remove(item);
        }
      }
      rejections.count(update, upload, ledger);
      progress = true;
      if (failing > 0) {
        return goesOn(Outcome.tryAgain(upload.why(), Duration.ZERO));
      }
    }
  }

  private boolean sendAlerts() throws IOException, InterruptedException {
    for (Item item : records.waiting(RecordType.ALERT)) {
      List<Record> read = read(item);
      if (read.isEmpty()) {
        continue;
      }
      Alert alert = read.get(0).alert();
      Outcome<Void> outcome = once(() -> alerts.mail(alert));
      boolean refused = outcome.kind() == Outcome.Kind.REFUSED;
      if (outcome.kind() == Outcome.Kind.TRY_AGAIN) {
        refused = alertAttempts.merge(item, 1, Integer::sum) >= ALERT_ATTEMPTS;
      }
      if (!refused && !outcome.isAccepted()) {
        return goesOn(outcome);
      }
      records.remove(item);
      if (refused) {
        alerts.giveUp(alert, outcome.why());
      } else {
        alerts.mailed();
      }
      progress = true;
    }
    return true;
  }

  private boolean sendData() throws IOException, InterruptedException {
    int failing = 0;
    for (Item item : fromLast(records.waiting(RecordType.DATA))) {
      last = item;
      List<Record> read = read(item);
      read.stream().map(Record::data).forEach(row -> names.add(row.type(), row.name()));
      Outcome<?> outcome = names.register();
      if (outcome.isAccepted()) {
        outcome = send(item, read);
      }
      if (outcome.isAccepted()) {
        failing = 0;
        progress = true;
      } else if (!goesOn(outcome)) {
        return false;
      } else if (++failing == FAILING_IN_A_ROW) {
        return true;
      }
    }
    return true;
  }

  /** Up to the first that fails: these lines are alike. */
  private boolean sendConsole() throws IOException, InterruptedException {
    for (Item item : records.waiting(RecordType.CONSOLE)) {
      Outcome<?> outcome = send(item, read(item));
      if (!outcome.isAccepted()) {
        return goesOn(outcome);
      }
      progress = true;
    }
    return true;
  }

  private Outcome<?> send(Item item, List<Record> read) throws InterruptedException {
    List<AppendOnlyRow> rows =
        read.stream().map(Record::appendOnlyRow).collect(Collectors.toList());
    return data.send(rows, new Group(item, rows));
  }

  private List<Item> fromLast(List<Item> waiting) {
    int behind = 0;
    while (last != null && behind < waiting.size() && waiting.get(behind).compareTo(last) <= 0) {
      behind++;
    }
    List<Item> rotated = new ArrayList<>(waiting.subList(behind, waiting.size()));
    rotated.addAll(waiting.subList(0, behind));
    return rotated;
  }

  /** One group of rows: what of it fails while other data is accepted, goes alone from then on. */
  private final class Group implements DataUpload.Lane {
    private final List<AppendOnlyRow> rows;
    private Item item;
    private int settled;

    Group(Item item, List<AppendOnlyRow> rows) {
      this.item = item;
      this.rows = rows;
    }

    @Override
    public Outcome<Void> ask(int count, Supplier<Outcome<Void>> request)
        throws InterruptedException {
      return once(request);
    }

    @Override
    public void accepted(Duration took) {
      progress = true;
      deferral.dataAccepted(took);
    }

    @Override
    public DataUpload.Failing fails(List<Integer> failing, Outcome<Void> outcome)
        throws InterruptedException {
      if (outcome.kind() != Outcome.Kind.TRY_AGAIN) {
        return DataUpload.Failing.STOP;
      }
      if (failing.size() > 1) {
        return outcome.isTimeout() || control.othersWork()
            ? DataUpload.Failing.DIVIDE
            : DataUpload.Failing.STOP;
      }
      if (rows.size() == 1) {
        return DataUpload.Failing.STOP;
      }
      int row = failing.get(0);
      // Whatever becomes of the others, this round leaves something.
      failure = outcome;
      boolean othersArrive = deferral.dataAccepted() > acceptedBefore;
      return othersArrive && row == settled && row < rows.size() - 1 && defer(row)
          ? DataUpload.Failing.DEFERRED
          : DataUpload.Failing.SKIP;
    }

    @Override
    public boolean defer(int row) {
      return change(() -> item = records.splitOff(item, rows.get(row)), 1);
    }

    @Override
    public void rejected(AppendOnlyRow row, String why) {
      rejections.setAside(row.time(), row.step(), row.series(), why);
    }

    @Override
    public void settled(int count) {
      int more = count - settled;
      if (more > 0) {
        change(() -> item = records.settle(item, more), more);
      }
    }

    private boolean change(DiskTask task, int count) {
      try {
        task.run();
        settled += count;
        return true;
      } catch (IOException e) {
        // Or it would be counted, and sent and counted again.
        throw new UncheckedIOException(e);
      }
    }
  }

  private interface DiskTask {
    void run() throws IOException;
  }
}
