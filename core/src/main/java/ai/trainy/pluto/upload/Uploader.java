package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.api.RunIntent;
import ai.trainy.pluto.api.RunStatus;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.journal.Acknowledgements;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.observe.Heartbeat;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Carries one run to the server, on a thread of its own: creates it, tails its journal, and reports
 * its end. It never gives up while the program lives, except when the server will not have the key
 * or the run; whatever it could not carry stays in the journal.
 */
public final class Uploader implements Upload {
  private static final long SYNC_PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<PlutoApi> connect;
  private final ApiKey key;
  private final RunIntent intent;
  private final RunDirectory directory;
  private final Journal journal;
  private final Ledger ledger;
  private final Settings settings;
  private final Notices notices;

  private final Signal hurry;
  private final CountDownLatch created = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Persistence persistence;
  private final Set<String> registered = new HashSet<>();
  private volatile boolean complete;

  private PlutoApi api;
  private RunHandle run;

  /**
   * @param connect makes the server's port; called once, on the uploader's thread
   * @param key for messages about it
   * @param directory the run's; removed when the server has the whole run
   * @param journal what to carry; closed when the server has the whole run
   */
  public Uploader(
      Supplier<PlutoApi> connect,
      ApiKey key,
      RunIntent intent,
      RunDirectory directory,
      Journal journal,
      Ledger ledger,
      Settings settings,
      Notices notices) {
    this(connect, key, intent, directory, journal, ledger, settings, notices, new Signal());
  }

  Uploader(
      Supplier<PlutoApi> connect,
      ApiKey key,
      RunIntent intent,
      RunDirectory directory,
      Journal journal,
      Ledger ledger,
      Settings settings,
      Notices notices,
      Signal hurry) {
    this.hurry = hurry;
    this.connect = connect;
    this.key = key;
    this.intent = intent;
    this.directory = directory;
    this.journal = journal;
    this.ledger = ledger;
    this.settings = settings;
    this.notices = notices;
    this.persistence =
        new Persistence(
            hurry,
            settings.duration(Setting.INIT_TIMEOUT_SECONDS),
            notices,
            "The program runs on; what it logs is kept in "
                + directory.path()
                + " and is sent when Pluto answers.",
            System::nanoTime);
  }

  /** Starts the threads. They do not keep the JVM alive and hold nothing of the program's. */
  public void start() {
    thread("pluto-uploader", this::upload).start();
    thread("pluto-heartbeat", this::heartbeat).start();
  }

  private Thread thread(String name, Task task) {
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                task.run();
              } catch (InterruptedException e) {
                notices.log(name + " was interrupted; what is left stays in the journal");
              } catch (Throwable e) {
                notices.log(name + " failed", e);
                notices.say(
                    "failed " + name,
                    "the upload stopped on an error of its own ("
                        + e
                        + "); what is logged is kept"
                        + " in "
                        + directory.path()
                        + ".");
              }
            },
            name,
            0,
            false);
    thread.setDaemon(true);
    thread.setContextClassLoader(Uploader.class.getClassLoader());
    return thread;
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  @Override
  public void hurry() {
    hurry.raise();
  }

  @Override
  public boolean awaitEnd(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS) && complete;
  }

  private void heartbeat() throws InterruptedException {
    Duration patience = settings.duration(Setting.INIT_TIMEOUT_SECONDS);
    if (!created.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      notices.say(
          "away",
          "no answer from Pluto at "
              + settings.url(Setting.URL_API)
              + " for "
              + patience.toSeconds()
              + " s. The program runs on; what it logs is kept in "
              + directory.path()
              + " and is sent when Pluto answers.");
      created.await();
    }
    if (run != null) {
      new Heartbeat(api, run, notices).beat(ended);
    }
  }

  private void upload() throws IOException, InterruptedException {
    try {
      api = connect.get();
      if (create() && carry()) {
        complete = true;
        journal.close();
        directory.remove();
      }
    } finally {
      created.countDown();
      ended.countDown();
      if (api != null) {
        api.close();
      }
    }
  }

  private boolean create() throws InterruptedException {
    Outcome<String> signedIn = persistence.until(api::signIn);
    Outcome<RunHandle> answer =
        signedIn.isAccepted()
            ? persistence.until(() -> api.create(intent))
            : signedIn.<RunHandle>failure();
    if (!answer.isAccepted()) {
      giveUp(answer);
      return false;
    }
    run = answer.value();
    created.countDown();
    onDisk(() -> directory.keepAnswer(run));
    notices.say("run " + run, "logging to " + run.url());
    return true;
  }

  /** Sends everything up to the run's end; false if the server will not have it. */
  private boolean carry() throws IOException, InterruptedException {
    try (Acknowledgements acknowledgements = new Acknowledgements(directory);
        JournalReader reader = journal.reader()) {
      return carry(reader, acknowledgements);
    }
  }

  private boolean carry(JournalReader reader, Acknowledgements acknowledgements)
      throws IOException, InterruptedException {
    Duration interval = Duration.ofMillis(settings.count(Setting.UPLOAD_INTERVAL_MILLISECONDS));
    int maxPoints = settings.count(Setting.UPLOAD_BATCH_POINTS);
    long synced = System.nanoTime();
    while (true) {
      Batch batch = Batch.read(reader, maxPoints);
      if (!batch.isEmpty()) {
        if (!deliver(batch)) {
          return false;
        }
        onDisk(() -> acknowledgements.append(batch.end()));
        onDisk(() -> journal.deleteBefore(batch.end()));
        if (batch.isLast()) {
          return true;
        }
      } else {
        hurry.sleep(interval);
      }
      if (System.nanoTime() - synced > SYNC_PERIOD_NANOS) {
        onDisk(journal::sync);
        synced = System.nanoTime();
      }
    }
  }

  private interface DiskTask {
    void run() throws IOException;
  }

  /** A disk in trouble must not stop the upload: it is what saves the data, and makes room. */
  private void onDisk(DiskTask task) {
    try {
      task.run();
    } catch (IOException e) {
      notices.log("the disk did not take what was to be kept in " + directory.path(), e);
    }
  }

  private boolean deliver(Batch batch) throws InterruptedException {
    return sendConfig(batch)
        && register(batch)
        && sendRows(batch.rows())
        && (!batch.isLast() || reportEnd(RunStatus.ofExitCode(batch.exitCode())));
  }

  private boolean sendConfig(Batch batch) throws InterruptedException {
    if (batch.config().isEmpty()) {
      return true;
    }
    Outcome<Void> outcome = persistence.until(() -> api.updateConfig(run, batch.config()));
    if (outcome.isAccepted()) {
      ledger.addSent(batch.configValues());
    } else if (outcome.kind() == Outcome.Kind.REFUSED) {
      ledger.addRejected(batch.configValues());
      notices.log("config " + batch.config().keySet() + " was refused: " + outcome.why());
    }
    return goesOn(outcome);
  }

  private boolean register(Batch batch) throws InterruptedException {
    Set<String> fresh = new LinkedHashSet<>();
    for (MetricRow row : batch.rows()) {
      for (int i = 0; i < row.size(); i++) {
        if (!registered.contains(row.name(i))) {
          fresh.add(row.name(i));
        }
      }
    }
    if (fresh.isEmpty()) {
      return true;
    }
    Outcome<Void> outcome = persistence.until(() -> api.registerNames(run, LogType.METRIC, fresh));
    registered.addAll(fresh);
    if (outcome.kind() == Outcome.Kind.REFUSED) {
      notices.log("the names " + fresh + " were refused: " + outcome.why());
    }
    return goesOn(outcome);
  }

  /** Sends rows; of rows that are refused together, finds the one that is at fault. */
  private boolean sendRows(List<MetricRow> rows) throws InterruptedException {
    if (rows.isEmpty()) {
      return true;
    }
    Outcome<Void> outcome = persistence.until(() -> api.sendMetrics(run, rows));
    long points = rows.stream().mapToLong(MetricRow::size).sum();
    if (outcome.isAccepted()) {
      ledger.addSent(points);
      return true;
    }
    if (outcome.kind() == Outcome.Kind.REFUSED) {
      if (rows.size() > 1) {
        int half = rows.size() / 2;
        return sendRows(rows.subList(0, half)) && sendRows(rows.subList(half, rows.size()));
      }
      ledger.addRejected(points);
      onDisk(() -> directory.setAside(rows.get(0), outcome.why()));
      notices.say(
          "rejected " + run,
          "Pluto refused a row of step "
              + rows.get(0).step()
              + " ("
              + outcome.why()
              + "). It and others like it are in "
              + directory.path()
              + "; everything else goes through.");
    }
    return goesOn(outcome);
  }

  private boolean reportEnd(RunStatus status) throws InterruptedException {
    Outcome<Void> outcome = persistence.until(() -> api.updateStatus(run, status));
    if (outcome.kind() == Outcome.Kind.REFUSED) {
      notices.log("status " + status + " was refused: " + outcome.why());
    }
    return goesOn(outcome);
  }

  /** Whether to carry on after an outcome. A refusal concerns one request only; a bad key, all. */
  private boolean goesOn(Outcome<?> outcome) {
    if (outcome.kind() == Outcome.Kind.NOT_SIGNED_IN) {
      giveUp(outcome);
      return false;
    }
    return true;
  }

  private void giveUp(Outcome<?> outcome) {
    String kept = "wandb goes on untouched; what is logged is kept in " + directory.path() + ".";
    if (outcome.kind() == Outcome.Kind.NOT_SIGNED_IN) {
      notices.say(
          "key",
          "Pluto does not accept "
              + key
              + " ("
              + outcome.why()
              + "). Make a new one at "
              + settings.url(Setting.URL_APP)
              + "/api-keys; "
              + kept);
    } else {
      notices.say(
          "refused " + intent.externalId(),
          "Pluto does not take the run (" + outcome.why() + "); " + kept);
    }
  }
}
