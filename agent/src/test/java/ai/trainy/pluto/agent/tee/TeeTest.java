package ai.trainy.pluto.agent.tee;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.Leftovers;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Connector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What woven calls do in Pluto: a whole core, with a server that answers at once. Finish waits for
 * the upload, so what was sent is there when it has returned.
 */
class TeeTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  private Path directory;

  private final FakePluto server = new FakePluto();
  private final Told told = new Told();
  private final Map<String, String> environment = new HashMap<>();
  private final ProgramEnd end = new ProgramEnd();
  private Messages messages;
  private final AtomicInteger firstRuns = new AtomicInteger();
  private final Handlers handlers = new Handlers();

  /** What a client answers about its run. */
  public static final class Record {
    public String getRunId() {
      return "k3v9q1zt";
    }

    public String getProject() {
      return "answered";
    }

    public String getDisplayName() {
      return "heron-7";
    }
  }

  /** A client's run; older ones have fewer getters than the binding asks for. */
  public static final class ClientRun {
    public Record data() {
      return new Record();
    }
  }

  /** A client's run whose server is gone. */
  public static final class MuteRun {
    private final List<Record> answers = List.of();

    public Record data() {
      return answers.get(0);
    }
  }

  @BeforeEach
  void start() {
    environment.put("PLUTO_API_KEY", "mlpi_test");
    environment.put("PLUTO_DIR", directory.toString());
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "60");
    start(Map.of());
  }

  private void start(Map<String, String> more) {
    environment.putAll(more);
    Settings settings = new Settings(Wandb.options(null), Map.of(), environment);
    messages = told.messages();
    Credential key = Credential.of(ApiKey.of("mlpi_secret", "a test"));
    Pluto pluto = new Pluto(settings, Connector.of(key, connected -> server), end, messages);
    RunOpener opener = new RunOpener(pluto, settings, firstRuns::incrementAndGet, messages);
    Tee tee = new Tee(opener, new ForeignValues(Bindings::values), messages);
    EndHandlers ends = new EndHandlers(end, messages);
    for (MethodBinding line : shippedMethods()) {
      BoundMethod method = BoundMethod.beside(line.toString(), line, line.role() != Role.LOG);
      handlers.put(
          line.toString(),
          line.role() == Role.EXIT || line.role() == Role.UNCAUGHT
              ? ends.handler(method)
              : tee.handler(method));
    }
  }

  /** A call that succeeds, as woven code tells of it. */
  private void call(String method, Object receiver, Object returned, Object... arguments) {
    handlers.leave(handlers.enter(method, receiver, arguments), returned, null);
  }

  private void callThatThrows(String method, Object receiver, Object... arguments) {
    handlers.leave(
        handlers.enter(method, receiver, arguments),
        null,
        new IllegalStateException("UNAVAILABLE"));
  }

  private ClientRun openRun() {
    ClientRun run = new ClientRun();
    call("build()", new Object(), run);
    return run;
  }

  private void finish(Object run) {
    call("finish(int) or done(int)", run, null, 0);
  }

  private RunSpec opened() {
    assertThat(server.specs()).hasSize(1);
    return server.specs().get(0);
  }

  @AfterEach
  void removeRuns() throws IOException {
    Leftovers.remove(directory);
  }

  @Test
  void initOpensARunUnderTheIdThatWandbGaveIt() {
    finish(openRun());

    assertThat(opened().externalId()).isEqualTo("k3v9q1zt");
    assertThat(opened().name()).isEqualTo("heron-7");
    assertThat(opened().project()).isEqualTo("answered");
  }

  @Test
  void initTakesWhatTheBuilderWasGiven() {
    Object builder = new Object();
    call("withProject(String)", builder, builder, "owls");
    call("withName(String)", builder, builder, "night");
    call("withNotes(String)", builder, builder, "cold");
    call("withConfig(JSONObject)", builder, builder, new JSONObject("{\"lr\":0.5}"));
    call("withRunGroup(String)", builder, builder, "g");
    call("setJobType(String)", builder, builder, "train");
    call("setTags(List)", builder, builder, List.of("a", "b"));
    ClientRun run = new ClientRun();
    call("build()", builder, run);
    finish(run);

    assertThat(opened().project()).isEqualTo("owls");
    assertThat(opened().name()).isEqualTo("night");
    assertThat(opened().config())
        .isEqualTo(Map.of("lr", 0.5, "_wandb_notes", "cold", "_wandb_run_id", "k3v9q1zt"));
    assertThat(opened().tags()).containsExactly("a", "b", "group:g", "job_type:train");
  }

  @Test
  void aConfigIsTakenAsItWasWhenItWasGiven() {
    Object builder = new Object();
    JSONObject config = new JSONObject("{\"lr\":0.5}");
    List<String> tags = new ArrayList<>(List.of("a"));
    call("withConfig(JSONObject)", builder, builder, config);
    call("setTags(List)", builder, builder, tags);
    config.put("lr", 0.9);
    tags.add("late");
    ClientRun run = new ClientRun();
    call("build()", builder, run);
    finish(run);

    assertThat(opened().config()).containsEntry("lr", 0.5);
    assertThat(opened().tags()).containsExactly("a");
  }

  @Test
  void whatTheBuilderDidNotTakeDoesNotCount() {
    Object builder = new Object();
    call("withName(String)", builder, builder, "night");
    callThatThrows("withName(String)", builder, "refused");
    ClientRun run = new ClientRun();
    call("build()", builder, run);
    finish(run);

    assertThat(opened().name()).isEqualTo("night");
  }

  @Test
  void whatAnotherBuilderWasGivenDoesNotCount() {
    call("withName(String)", new Object(), null, "another");
    finish(openRun());

    assertThat(opened().name()).isEqualTo("heron-7");
  }

  @Test
  void aBuilderThatBuildsTwiceOpensTwoRuns() {
    Object builder = new Object();
    call("withName(String)", builder, builder, "night");
    ClientRun first = new ClientRun();
    ClientRun second = new ClientRun();
    call("build()", builder, first);
    call("build()", builder, second);
    finish(first);
    finish(second);

    assertThat(server.specs()).extracting(RunSpec::name).containsExactly("night", "night");
  }

  @Test
  void anInitThatFailedOpensNoRun() throws IOException {
    callThatThrows("build()", new Object());

    assertThat(server.specs()).isEmpty();
    assertThat(journals()).isEmpty();
  }

  @Test
  void aRunThatCannotTellAnythingOfItselfIsOpenedAllTheSame() {
    Object builder = new Object();
    call("withProject(String)", builder, builder, "owls");
    MuteRun run = new MuteRun();
    call("build()", builder, run);
    finish(run);

    assertThat(opened().project()).isEqualTo("owls");
    assertThat(opened().name()).isEqualTo("wandb-migration");
  }

  @Test
  void rowsAreSentAtTheirStepsInOrder() {
    ClientRun run = openRun();
    call("log(JSONObject,int)", run, null, new JSONObject("{\"loss\":0.5}"), 3);
    call("log(JSONObject,int)", run, null, new JSONObject("{\"loss\":0.25}"), 4);
    finish(run);

    assertThat(server.pointsOfRuns()).containsExactly("heron-7 3 loss=0.5", "heron-7 4 loss=0.25");
  }

  @Test
  void aRowIsSentByTheManualsOrderOfArgumentsToo() {
    ClientRun run = openRun();
    call("log(int,JSONObject)", run, null, 3, new JSONObject("{\"loss\":0.5}"));
    finish(run);

    assertThat(server.pointsOfRuns()).containsExactly("heron-7 3 loss=0.5");
  }

  @Test
  void theClientsOwnEntriesOfARowAreLeftOut() {
    ClientRun run = openRun();
    call(
        "log(JSONObject,int)",
        run,
        null,
        new JSONObject("{\"loss\":1,\"_step\":9,\"_runtime\":2,\"_timestamp\":3}"),
        3);
    finish(run);

    assertThat(server.pointsOfRuns()).containsExactly("heron-7 3 loss=1.0");
  }

  @Test
  void textsOfARowBecomeConfig() {
    ClientRun run = openRun();
    call("log(JSONObject,int)", run, null, new JSONObject("{\"phase\":\"warm\"}"), 3);
    finish(run);

    assertThat(server.configUpdates()).containsExactly(Map.of("phase", "warm"));
  }

  @Test
  void rowsOfTwoRunsDoNotMix() {
    Object builder = new Object();
    call("withName(String)", builder, builder, "other");
    ClientRun one = openRun();
    ClientRun other = new ClientRun();
    call("build()", builder, other);
    call("log(JSONObject,int)", one, null, new JSONObject("{\"a\":1}"), 1);
    call("log(JSONObject,int)", other, null, new JSONObject("{\"b\":2}"), 2);
    finish(one);
    finish(other);

    assertThat(server.pointsOfRuns()).containsExactlyInAnyOrder("heron-7 1 a=1.0", "other 2 b=2.0");
  }

  @Test
  void aRowOfARunThatWasNeverSeenToBeginIsNobodysAndSaid() {
    call("log(JSONObject,int)", new ClientRun(), null, new JSONObject("{\"a\":1}"), 1);
    call("log(JSONObject,int)", new ClientRun(), null, new JSONObject("{\"a\":1}"), 1);
    finish(new ClientRun());

    assertThat(server.specs()).isEmpty();
    assertThat(told.text().lines())
        .singleElement()
        .asString()
        .contains("log was called on a run that no init of the binding opened");
    finish(openRun());
    assertThat(told.text()).contains("Calls that reached no run: ", "2 times");
  }

  @Test
  void aRowThatIsNullIsTheClientsToComplainAbout() {
    ClientRun run = openRun();
    call("log(JSONObject,int)", run, null, null, 1);
    finish(run);

    assertThat(server.pointsOfRuns()).isEmpty();
    assertThat(told.text()).doesNotContain("could not be logged to Pluto");
  }

  @Test
  void aRowThatCannotBeReadIsSaidOnceAndTheNextOneIsSent() {
    JSONObject broken =
        new JSONObject("{\"a\":1}") {
          @Override
          public Set<String> keySet() {
            throw new IllegalStateException("closed");
          }
        };
    ClientRun run = openRun();
    call("log(JSONObject,int)", run, null, broken, 1);
    call("log(JSONObject,int)", run, null, broken, 2);
    call("log(JSONObject,int)", run, null, new JSONObject("{\"a\":3}"), 3);
    finish(run);

    assertThat(server.pointsOfRuns()).containsExactly("heron-7 3 a=3.0");
    assertThat(told.text().lines())
        .filteredOn(line -> line.contains("Skipped '(a row)': it is"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0, COMPLETED", "1, FAILED", "2, FAILED", "143, TERMINATED", "255, FAILED"})
  void finishReportsHowTheProgramSaysItEnded(int exitCode, String status) {
    ClientRun run = openRun();

    call("finish(int) or done(int)", run, null, exitCode);

    assertThat(server.ends()).containsExactly("heron-7 " + status);
  }

  @Test
  void aFinishThatFailsDoesNotEndTheRun() {
    ClientRun run = openRun();
    call("log(JSONObject,int)", run, null, new JSONObject("{\"a\":1}"), 1);

    callThatThrows("finish(int) or done(int)", run, 0);
    call("log(JSONObject,int)", run, null, new JSONObject("{\"a\":2}"), 2);
    call("finish(int) or done(int)", run, null, 1);

    assertThat(server.pointsOfRuns()).hasSize(2);
    assertThat(server.ends()).containsExactly("heron-7 FAILED");
  }

  @Test
  void aSecondFinishChangesNothing() {
    ClientRun run = openRun();
    finish(run);

    call("finish(int) or done(int)", run, null, 1);

    assertThat(server.ends()).containsExactly("heron-7 COMPLETED");
  }

  @Test
  void nothingThrownBehindTheTeeGetsPastIt() {
    assertThat(handlers.of("log(JSONObject,int)").apply(this, "no array")).isNull();
    assertThat(handlers.of("exit(int)").apply(null, new Object[0])).isNull();
    assertThat(told.text()).contains("wandb is untouched");
  }

  @Test
  void offlineTheRunIsKeptOnDiskAndNothingIsSent() throws IOException {
    start(Map.of("PLUTO_MODE", "offline"));
    ClientRun run = openRun();
    call("log(JSONObject,int)", run, null, new JSONObject("{\"a\":1}"), 1);
    finish(run);

    assertThat(server.specs()).isEmpty();
    assertThat(journals()).anyMatch(file -> file.endsWith("intent"));
    assertThat(journals()).anyMatch(file -> file.endsWith(".segment"));
  }

  private List<String> journals() throws IOException {
    List<String> files = new ArrayList<>();
    Path home = directory.resolve(".pluto");
    if (Files.exists(home)) {
      try (Stream<Path> all = Files.walk(home)) {
        all.filter(Files::isRegularFile).forEach(file -> files.add(file.toString()));
      }
    }
    return files;
  }

  @Test
  void theExitCodeThatTheProgramAsksForIsNoted() {
    call("exit(int)", null, null, 7);

    assertThat(end.exitCode()).isEqualTo(7);
  }

  @Test
  void anExceptionThatEndsTheMainThreadIsAFailure() {
    call("dispatchUncaughtException(Throwable)", mainThread(), null, new IllegalStateException());

    assertThat(end.exitCode()).isEqualTo(1);
  }

  @Test
  void anExceptionThatEndsAWorkerIsOnlyNoted() throws IOException {
    openRun();
    Thread worker = new Thread(null, null, "loader-3");
    Throwable thrown = new IllegalStateException("a text of the program's");
    call("dispatchUncaughtException(Throwable)", worker, null, thrown);
    call("dispatchUncaughtException(Throwable)", worker, null, thrown);

    assertThat(end.exitCode()).isZero();
    assertThat(told.text()).doesNotContain("loader-3");
    messages.flush(Duration.ofMinutes(2));
    assertThat(Files.readString(directory.resolve(".pluto/pluto.log")))
        .contains("thread 'loader-3' ended with java.lang.IllegalStateException")
        .doesNotContain("a text of the program's");
  }

  /** Surefire's, as this JVM's program. */
  private static Thread mainThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("main"))
        .findAny()
        .orElseThrow();
  }

  @Test
  void whatIsLoggedWhileHooksRunIsWaitedForAfterTheLast() {
    ClientRun run = openRun();
    call("exit(int)", null, null, 143);
    end.hooksStart();
    call("log(JSONObject,int)", run, null, new JSONObject().put("saved", 3), 3);
    assertThat(server.ends()).isEmpty();

    end.hooksDone();

    assertThat(server.pointsOfRuns()).containsExactly("heron-7 3 saved=3.0");
    assertThat(server.ends()).containsExactly("heron-7 TERMINATED");
  }

  @Test
  void aFinishInAHookIsNotWaitedForThereAndDecidesTheStatus() {
    ClientRun run = openRun();
    call("exit(int)", null, null, 143);
    end.hooksStart();
    call("log(JSONObject,int)", run, null, new JSONObject().put("saved", 3), 3);
    call("finish(int) or done(int)", run, null, 3);

    end.hooksDone();

    assertThat(server.pointsOfRuns()).containsExactly("heron-7 3 saved=3.0");
    assertThat(server.ends()).containsExactly("heron-7 FAILED");
  }

  @Test
  void theEndIsWatchedFromTheFirstRunOnAndNotBefore() {
    callThatThrows("build()", new Object());
    assertThat(firstRuns).hasValue(0);

    finish(openRun());
    assertThat(firstRuns).hasValue(1);

    finish(openRun());
    assertThat(firstRuns).hasValue(1);
  }

  @Test
  void everyMethodOfTheShippedBindingsIsUnderstood() {
    for (MethodBinding method : shippedMethods()) {
      boolean uncaught = method.role() == Role.UNCAUGHT;
      Object[] arguments =
          uncaught ? new Object[] {new IllegalStateException()} : new Object[] {1, 1};
      Object receiver = uncaught ? new Thread() : new Object();
      handlers.leave(handlers.enter(method.toString(), receiver, arguments), null, null);
    }

    assertThat(told.text().lines())
        .as("nothing but that 1 is no config, and that nobody opened a run")
        .allMatch(line -> line.contains("and no map") || line.contains("that no init"));
  }

  private static List<MethodBinding> shippedMethods() {
    return Stream.concat(Bindings.clients().stream(), Stream.of(Bindings.jvmEnd()))
        .flatMap(client -> client.classes().stream())
        .flatMap(bound -> bound.methods().stream())
        .collect(Collectors.toList());
  }
}
