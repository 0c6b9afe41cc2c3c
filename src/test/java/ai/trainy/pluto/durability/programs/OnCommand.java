package ai.trainy.pluto.durability.programs;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.credentials.Credentials;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.AgentOptions;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.transport.HttpPlutoApi;
import ai.trainy.pluto.upload.Connector;
import ai.trainy.pluto.upload.Ledger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Logs what its stdin says, through core's own API. Arguments: project, external id. Commands:
 *
 * <pre>
 *   log THREADS STEPS VALUES PAUSE   each thread logs so many more rows of so many values, with a
 *                                    pause of so many microseconds after each, and tells of it
 *   flood STEPS VALUES PENDING       one thread logs and tells nothing; it waits while more values
 *                                    than PENDING wait for upload
 *   exhaust                          takes memory until there is none
 *   finish CODE                      ends the run, tells the ledger, exits
 * </pre>
 */
public final class OnCommand {
  private static final int MOST_THREADS = 8;

  private final Run run;
  private final long[] steps = new long[MOST_THREADS];

  private OnCommand(Run run) {
    this.run = run;
  }

  public static void main(String[] args) throws Exception {
    Settings settings = Settings.ofThisJvm(new AgentOptions(""));
    ApiKey key = Credentials.given(settings).orElseThrow();
    Messages messages = Messages.onStderr();
    Pluto pluto =
        new Pluto(
            settings,
            Connector.of(
                Credential.of(key), value -> new HttpPlutoApi(settings, value, messages::say)),
            new ProgramEnd(),
            messages);
    Voice.tell("ready");
    Run run = pluto.init(RunSpec.builder().project(args[0]).externalId(args[1]).build());
    Voice.tell("open");
    new OnCommand(run).obey();
  }

  private void obey() throws IOException, InterruptedException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "log":
          log(number(words[1]), number(words[2]), number(words[3]), number(words[4]));
          break;
        case "flood":
          flood(number(words[1]), number(words[2]), number(words[3]));
          break;
        case "exhaust":
          exhaust();
          break;
        default:
          finish(number(words[1]));
      }
      Voice.tell("done");
    }
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  private void log(int threads, int rows, int values, long pauseMicros)
      throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      all.add(new Thread(() -> logRows(thread, rows, values, pauseMicros)));
    }
    all.forEach(Thread::start);
    for (Thread thread : all) {
      thread.join();
    }
  }

  private void logRows(int thread, int rows, int values, long pauseMicros) {
    for (long last = steps[thread] + rows; steps[thread] < last; ) {
      long step = ++steps[thread];
      run.log(Row.of(thread, values, step), step);
      Voice.tellLogged(thread, step);
      if (pauseMicros > 0) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(pauseMicros));
      }
    }
  }

  private void flood(int rows, int values, long mostPending) {
    for (long last = steps[0] + rows; steps[0] < last; ) {
      long step = ++steps[0];
      run.log(Row.of(0, values, step), step);
      while (run.ledger().pending() > mostPending) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    }
  }

  private static void exhaust() {
    Object[] all = {};
    while (true) {
      all = new Object[] {all, new byte[1 << 16]};
    }
  }

  private void finish(int exitCode) {
    run.finish(exitCode);
    Ledger ledger = run.ledger();
    Voice.tell(
        "ledger "
            + ledger.seen()
            + " "
            + ledger.stored()
            + " "
            + ledger.refused()
            + " "
            + ledger.sent()
            + " "
            + ledger.pending()
            + " "
            + ledger.rejected());
    System.exit(exitCode);
  }
}
