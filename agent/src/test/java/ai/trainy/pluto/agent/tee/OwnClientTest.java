package ai.trainy.pluto.agent.tee;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.FileEntry;
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
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What calls of clients mean that are shaped otherwise than the official one. */
class OwnClientTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path directory;

  private final FakePluto server = new FakePluto();
  private final Told told = new Told();
  private final Handlers handlers = new Handlers();
  private Tee tee;

  @BeforeEach
  void start() {
    Map<String, String> environment =
        Map.of("PLUTO_DIR", directory.toString(), "PLUTO_FINISH_TIMEOUT_SECONDS", "60");
    Settings settings = new Settings(Wandb.options(null), Map.of(), environment);
    Messages messages = told.messages();
    Credential key = Credential.of(ApiKey.of("mlpi_secret", "a test"));
    ProgramEnd end = new ProgramEnd();
    Pluto pluto = new Pluto(settings, Connector.of(key, value -> server), end, messages);
    RunOpener opener = new RunOpener(pluto, settings, () -> {}, messages);
    tee = new Tee(opener, new ForeignValues(List::of), messages);
  }

  /** Methods of one class, known by their signatures from now on. */
  private void bind(String... methods) throws IOException {
    Path file = directory.resolve("own.binding");
    Files.writeString(file, "class lab.Tracker\n" + String.join("\n", methods));
    for (MethodBinding line : Bindings.read(file).clients().get(0).classes().get(0).methods()) {
      handlers.put(line.toString(), tee.handler(BoundMethod.beside(line.toString(), line, true)));
    }
  }

  private Object enter(String method, Object receiver, Object... arguments) {
    return handlers.enter(method, receiver, arguments);
  }

  private void leave(Object outcome, Object returned, Throwable thrown) {
    handlers.leave(outcome, returned, thrown);
  }

  private void call(String method, Object receiver, Object... arguments) {
    leave(enter(method, receiver, arguments), null, null);
  }

  private String said() {
    return told.text();
  }

  @AfterEach
  void removeRuns() throws IOException {
    Leftovers.remove(directory);
  }

  @Test
  void aRunOfStaticMethodsHasAName() throws IOException {
    bind(
        "init(String) : init run=\"main\" name=arg0 project=\"lab\"",
        "log(Map) : log run=\"main\" data=arg0",
        "finish() : finish run=\"main\"");
    call("init(String)", null, "one");
    call("log(Map)", null, Map.of("loss", 1));
    call("log(Map)", null, Map.of("loss", 2));
    call("finish()", null);

    assertThat(server.specs()).extracting(RunSpec::project).containsExactly("lab");
    assertThat(server.pointsOfRuns()).containsExactly("one 1 loss=1.0", "one 2 loss=2.0");
    assertThat(server.ends()).containsExactly("one COMPLETED");
  }

  @Test
  void aNameThatIsInitialisedAgainIsTheNextRunFromThenOn() throws IOException {
    bind(
        "init(String) : init run=\"main\" name=arg0",
        "log(Map) : log run=\"main\" data=arg0",
        "finish() : finish run=\"main\"");
    call("init(String)", null, "one");
    call("log(Map)", null, Map.of("loss", 1));
    call("init(String)", null, "two");
    call("log(Map)", null, Map.of("loss", 2));
    call("finish()", null);

    assertThat(server.pointsOfRuns()).contains("two 1 loss=2.0").doesNotContain("one 2 loss=2.0");
    assertThat(server.ends()).contains("two COMPLETED");
  }

  @Test
  void runsAreToldApartByWhatTheirNamesSay() throws IOException {
    bind(
        "open(String) : init run=arg0 name=arg0",
        "log(String,String,double,OptionalLong) : log run=arg0 key=arg1 value=arg2 step=arg3",
        "close(String) : finish run=arg0");
    String log = "log(String,String,double,OptionalLong)";
    call("open(String)", null, "one");
    call("open(String)", null, "two");
    call(log, null, String.join("", "o", "ne"), "loss", 0.5, OptionalLong.of(7));
    call(log, null, String.join("", "t", "wo"), "loss", 0.25, OptionalLong.empty());
    call(log, null, "three", "loss", 1.0, OptionalLong.of(1));
    call("close(String)", null, "one");
    call("close(String)", null, "two");

    assertThat(server.pointsOfRuns())
        .containsExactlyInAnyOrder("one 7 loss=0.5", "two 1 loss=0.25");
  }

  @Test
  void anInitThatWorksByAnotherOneIsOneRun() throws IOException {
    bind(
        "init(String) : init name=arg0",
        "init(String,Map) : init name=arg0 config=arg1",
        "log(Map) : log data=arg0",
        "finish() : finish");
    Object run = new Object();
    Object innerRun = new Object();
    Object outer = enter("init(String)", null, "outer");
    leave(enter("init(String,Map)", null, "inner", Map.of()), innerRun, null);
    leave(outer, run, null);
    call("log(Map)", run, Map.of("loss", 1));
    call("log(Map)", innerRun, Map.of("loss", 1));
    call("finish()", run);

    assertThat(server.specs()).extracting(RunSpec::name).containsExactly("outer");
    assertThat(server.pointsOfRuns()).hasSize(1);
  }

  @Test
  void anInitThatFailedIsNoObstacleToTheNext() throws IOException {
    bind("init(String) : init name=arg0 run=\"main\"", "finish() : finish run=\"main\"");
    leave(enter("init(String)", null, "failed"), null, new IllegalStateException());
    call("init(String)", null, "one");
    call("finish()", null);

    assertThat(server.specs()).extracting(RunSpec::name).containsExactly("one");
  }

  @Test
  void aRunThatIsGivenOutAgainIsTheSame() throws IOException {
    bind("get() : init", "log(Map) : log data=arg0", "finish() : finish");
    Object run = new Object();
    leave(enter("get()", null), run, null);
    call("log(Map)", run, Map.of("loss", 1));
    leave(enter("get()", null), run, null);
    call("finish()", run);
    leave(enter("get()", null), run, null);
    call("finish()", run);

    assertThat(server.specs()).hasSize(2);
    assertThat(server.pointsOfRuns()).hasSize(1);
  }

  @Test
  void anOuterCallCountsOnceHoweverItEnds() throws IOException {
    bind(
        "init() : init",
        "log(Map) : log data=arg0",
        "log(Map,long) : log data=arg0 step=arg1",
        "finish() : finish");
    Object run = new Object();
    leave(enter("init()", null), run, null);
    for (int i = 1; i <= 3; i++) {
      Object outer = enter("log(Map)", run, Map.of("loss", i));
      leave(enter("log(Map,long)", run, Map.of("loss", i), 70L), null, new Error());
      leave(outer, null, new Error());
    }
    call("log(Map,long)", run, Map.of("loss", 4), 80L);
    call("finish()", run);

    assertThat(server.pointsOfRuns())
        .extracting(point -> point.split(" ", -1)[1])
        .containsExactly("1", "1", "1", "80");
  }

  @Test
  void whatIsNotWhereTheBindingSaysIsSaidOnceAndCostsNothingElse() throws IOException {
    bind(
        "init() : init name=this.title()",
        "log(Map) : log data=arg0 step=this.count()",
        "row(Object) : log data=arg0.values()",
        "finish() : finish");
    Object run = new Object();
    leave(enter("init()", new Object()), run, null);
    call("log(Map)", run, Map.of("loss", 1));
    call("log(Map)", run, Map.of("loss", 2));
    call("row(Object)", run, "no row");
    call("finish()", run);

    assertThat(server.pointsOfRuns()).hasSize(2);
    assertThat(said().lines())
        .filteredOn(line -> line.contains("is not where the binding says"))
        .hasSize(3)
        .anyMatch(line -> line.contains("name of init()") && line.contains("title()"))
        .anyMatch(line -> line.contains("step of log(Map)") && line.contains("count()"))
        .anyMatch(line -> line.contains("data of row(Object)"));
  }

  @Test
  void nullsAreTheClientsToComplainAbout() throws IOException {
    bind(
        "init() : init add-tags=\"a\"",
        "log(Map) : log data=arg0",
        "log(String,double) : log key=arg0 value=arg1",
        "tags(List) : tags tags=arg0",
        "tags(String[]) : add-tags tags=arg0",
        "alert(String) : alert title=arg0",
        "save(String) : save files=arg0",
        "artifact(File) : artifact file=arg0",
        "finish() : finish");
    Object run = new Object();
    leave(enter("init()", null), run, null);
    call("log(Map)", run, (Object) null);
    call("log(String,double)", run, null, 1.0);
    call("tags(List)", run, (Object) null);
    call("tags(String[])", run, (Object) new String[] {null});
    call("alert(String)", run, (Object) null);
    call("save(String)", run, (Object) null);
    call("artifact(File)", run, (Object) null);
    call("log(String,double)", run, "loss", 1.0);
    call("finish()", run);

    assertThat(server.pointsOfRuns()).singleElement().asString().endsWith(" 1 loss=1.0");
    assertThat(server.tagUpdates()).isEmpty();
    assertThat(said())
        .doesNotContain("could not be logged")
        .doesNotContain("where the binding says");
  }

  @Test
  void tagsMayBeTakenAway() throws IOException {
    bind("init() : init add-tags=\"a\"", "tags(List) : tags tags=arg0", "finish() : finish");
    Object run = new Object();
    leave(enter("init()", null), run, null);
    call("tags(List)", run, List.of());
    call("finish()", run);

    assertThat(server.tagUpdates()).containsExactly(List.of());
  }

  /** Calls itself what people read. */
  private enum Level {
    ERROR,
    WARN,
    DEBUG;

    @Override
    public String toString() {
      return "what people read";
    }
  }

  @Test
  void levelsAreKnownByTheirNames() throws IOException {
    bind(
        "init() : init",
        "alert(Level) : alert title=\"out of range\" level=arg0",
        "finish() : finish");
    Object run = new Object();
    leave(enter("init()", null), run, null);
    for (Object level : Arrays.asList(Level.ERROR, Level.WARN, Level.DEBUG, "warning", null)) {
      call("alert(Level)", run, level);
    }
    call("finish()", run);

    assertThat(server.alerts())
        .extracting(Alert::level)
        .containsExactly(
            Alert.Level.ERROR,
            Alert.Level.WARNING,
            Alert.Level.INFO,
            Alert.Level.WARNING,
            Alert.Level.INFO);
    assertThat(server.alerts()).extracting(Alert::title).containsOnly("out of range");
  }

  @Test
  void filesComeAloneOrSeveralAsPathsOrPatterns() throws IOException {
    bind(
        "init() : init",
        "save(Object) : save files=arg0",
        "model(File,String) : artifact file=arg0 name=arg1",
        "finish() : finish");
    Path file = Files.writeString(directory.resolve("a.txt"), "a");
    Object run = new Object();
    leave(enter("init()", null), run, null);
    call("save(Object)", run, file);
    call("save(Object)", run, file.toFile());
    call("save(Object)", run, (Object) new String[] {directory + "/a.*"});
    call("save(Object)", run, List.of(file));
    call("save(Object)", run, 7);
    call("model(File,String)", run, file.toFile(), "best");
    call("finish()", run);

    assertThat(server.entries())
        .extracting(FileEntry::logName)
        .containsExactly("save/a.txt", "save/a.txt", "save/a.txt", "save/a.txt", "artifacts/best");
    assertThat(said()).contains("Skipped a saved file: it is a java.lang.Integer and no path");
  }

  @Test
  void whatAMapOfOptionsSaysIsAsked() throws IOException {
    bind(
        "init(Map) : init project=arg0[\"project\"]|\"lab\" id=arg0[\"id\"] config=arg0[\"config\"]",
        "finish() : finish");
    Object run = new Object();
    Map<String, Object> options = new HashMap<>();
    options.put("id", "k3v9q1zt");
    options.put("config", Collections.singletonMap("lr", 0.1));
    leave(enter("init(Map)", null, options), run, null);
    call("finish()", run);

    RunSpec opened = server.specs().get(0);
    assertThat(opened.project()).isEqualTo("lab");
    assertThat(opened.externalId()).isEqualTo("k3v9q1zt");
    assertThat(opened.config()).isEqualTo(Map.of("lr", 0.1, "_wandb_run_id", "k3v9q1zt"));
  }

  @Test
  void aRowThatTheClientRejectsIsKeptAndUsesUpNoStep() throws IOException {
    bind(
        "init(String) : init name=arg0",
        "log(Map,OptionalLong) : log data=arg0 step=arg1",
        "log(String,double) : log key=arg0 value=arg1",
        "finish() : finish");
    Object run = openRun("one");
    String log = "log(Map,OptionalLong)";
    call("log(String,double)", run, "loss", 1.0);
    leave(enter(log, run, Map.of("bad", 2), OptionalLong.empty()), null, new Error());
    call("log(String,double)", run, "loss", 3.0);
    leave(enter(log, run, Map.of("bad", 4), OptionalLong.of(7)), null, new Error());
    call("log(String,double)", run, "loss", 5.0);
    call("finish()", run);

    assertThat(server.pointsOfRuns())
        .containsExactly(
            "one 1 loss=1.0", "one 2 bad=2.0", "one 2 loss=3.0", "one 7 bad=4.0", "one 8 loss=5.0");
  }

  @Test
  void aRejectedRowKeepsItsStepIfAnotherWasLoggedMeanwhile() throws IOException {
    bind(NESTING);
    Object run = openRun("one");

    Object rejected = enter("log(Map)", run, Map.of("bad", 1));
    call("log(String,double)", run, "listener", 2.0);
    leave(rejected, null, new Error());
    call("log(String,double)", run, "loss", 3.0);
    call("finish()", run);

    assertThat(server.pointsOfRuns())
        .containsExactly("one 1 bad=1.0", "one 2 listener=2.0", "one 3 loss=3.0");
  }

  private static final String[] NESTING = {
    "init(String) : init name=arg0",
    "init(Map) : init config=arg0",
    "log(Map) : log data=arg0",
    "log(Map,long) : log data=arg0 step=arg1",
    "log(String,double) : log key=arg0 value=arg1",
    "finish() : finish"
  };

  private Object openRun(String name) {
    Object run = new Object();
    leave(enter("init(String)", null, name), run, null);
    return run;
  }

  @Test
  void whatAListenerLogsWithinALogIsARowOfItsOwn() throws IOException {
    bind(NESTING);
    Object run = openRun("one");
    Map<String, Object> row = Map.of("loss", 1);

    Object outer = enter("log(Map)", run, row);
    call("log(Map,long)", run, row, 1L);
    call("log(Map,long)", run, Map.of("loss", 1, "_timestamp", 5), 1L);
    call("log(String,double)", run, "loss", 1.0);
    call("log(String,double)", run, "train/loss", 1.0);
    call("log(String,double)", run, "lr", 0.5);
    call("log(Map)", run, Map.of("loss", 2));
    leave(outer, null, null);
    call("finish()", run);

    assertThat(server.pointsOfRuns())
        .containsExactly("one 1 loss=1.0", "one 2 lr=0.5", "one 3 loss=2.0");
  }

  @Test
  void aRowIsTheOneThatWasPassedWhateverTheClientDoesWithItMeanwhile() throws IOException {
    bind(NESTING);
    Object run = openRun("one");
    Map<String, Object> row = new HashMap<>(Map.of("loss", 1, "lr", 0.5f));

    Object outer = enter("log(Map)", run, row);
    row.put("loss", 2);
    row.remove("lr");
    call("log(Map,long)", run, Map.of("loss", 1, "lr", 0.5), 1L);
    call("log(Map,long)", run, Map.of("loss", 2), 7L);
    leave(outer, null, null);
    call("log(Map)", run, row);
    call("finish()", run);

    assertThat(server.pointsOfRuns())
        .containsExactlyInAnyOrder(
            "one 1 loss=1.0", "one 1 lr=0.5", "one 7 loss=2.0", "one 8 loss=2.0");
  }

  @Test
  void rowsThatAThreadLogsOneAfterTheOtherDoNotMix() throws IOException {
    bind(NESTING);
    Object run = openRun("one");
    Map<String, Object> large = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      large.put("n" + i, i);
    }

    call("log(Map)", run, Map.of("a", 1, "b", 2, "c", "text"));
    call("log(Map)", run, Map.of("b", 3));
    call("log(Map)", run, large);
    call("log(Map)", run, Map.of());
    call("log(Map)", run, Map.of("a", 4));
    call("finish()", run);

    assertThat(server.pointsOfRuns())
        .hasSize(504)
        .contains("one 1 a=1.0", "one 1 b=2.0", "one 2 b=3.0", "one 3 n499=499.0", "one 5 a=4.0")
        .noneMatch(point -> point.startsWith("one 4 "));
    assertThat(server.configUpdates()).containsExactly(Map.of("c", "text"));
  }

  @Test
  void aRowWhoseReadingLogsIsWholeAndSoIsWhatItLogged() throws IOException {
    bind(NESTING);
    Object run = openRun("one");
    Map<String, Object> row =
        new AbstractMap<>() {
          @Override
          public Set<Map.Entry<String, Object>> entrySet() {
            return Map.<String, Object>of("loss", 1).entrySet();
          }

          @Override
          public void forEach(BiConsumer<? super String, ? super Object> use) {
            use.accept("before", 1);
            call("log(Map)", run, Map.of("within", 2));
            use.accept("behind", 3);
          }
        };

    call("log(Map)", run, row);
    call("log(Map)", run, Map.of("next", 4));
    call("finish()", run);

    assertThat(server.pointsOfRuns())
        .containsExactly(
            "one 1 within=2.0", "one 2 before=1.0", "one 2 behind=3.0", "one 3 next=4.0");
  }

  @Test
  @Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
  void nothingOfARowIsHeldWhenItsCallIsOver() throws IOException {
    bind(NESTING);
    Object run = openRun("one");
    List<WeakReference<Object>> logged = new ArrayList<>();

    logAndForget(run, logged);
    while (logged.stream().anyMatch(each -> each.get() != null)) {
      System.gc();
    }
    call("finish()", run);

    assertThat(server.pointsOfRuns()).hasSize(4);
  }

  /** Values that only the rows have, of calls that end in any way. */
  private void logAndForget(Object run, List<WeakReference<Object>> logged) {
    for (int i = 0; i < 4; i++) {
      BigDecimal value = new BigDecimal("0.5" + i);
      logged.add(new WeakReference<>(value));
      Object outer = enter("log(Map)", run, new HashMap<>(Map.of("n" + i, value)));
      call("log(Map)", run, new HashMap<>(Map.of("n" + i, value)));
      leave(outer, null, i % 2 == 0 ? null : new IllegalStateException("rejected"));
    }
  }

  @Test
  void aRunThatIsOpenedWithinAnInitIsARunOfItsOwn() throws IOException {
    bind(NESTING);
    Object first = new StringBuilder();
    Object second = new StringBuilder();
    Object third = new StringBuilder();

    Object outer = enter("init(String)", null, "one");
    leave(enter("init(String)", null, "two"), second, null);
    leave(enter("init(String)", null, "one"), third, null);
    leave(enter("init(String)", null, "one"), first, null);
    leave(outer, first, null);
    call("log(String,double)", second, "loss", 2.0);
    call("log(String,double)", first, "loss", 1.0);
    call("log(String,double)", third, "loss", 3.0);
    call("finish()", first);
    call("finish()", second);
    call("finish()", third);

    assertThat(server.specs())
        .extracting(RunSpec::name)
        .containsExactlyInAnyOrder("two", "one", "one");
    assertThat(server.pointsOfRuns())
        .containsExactlyInAnyOrder("two 1 loss=2.0", "one 1 loss=1.0", "one 1 loss=3.0");
    assertThat(said()).doesNotContain("no init of the binding opened");
  }

  @Test
  void whatIsLoggedToARunBeforeTheInitAroundItReturnsIsNotLost() throws IOException {
    bind(NESTING);
    Object first = new StringBuilder();
    Object second = new StringBuilder();

    Object outer = enter("init(String)", null, "one");
    leave(enter("init(String)", null, "two"), second, null);
    call("log(String,double)", second, "loss", 2.0);
    call("finish()", second);
    leave(outer, first, null);
    call("log(String,double)", first, "loss", 1.0);
    call("finish()", first);

    assertThat(server.pointsOfRuns()).containsExactly("two 1 loss=2.0", "one 1 loss=1.0");
    assertThat(server.ends()).containsExactly("two COMPLETED", "one COMPLETED");
    assertThat(said()).doesNotContain("no init of the binding opened");
  }

  @Test
  void aRunThatAListenerOpensWithinTheInitThatAnotherWorksByIsARunOfItsOwn() throws IOException {
    bind(NESTING);
    Object first = new StringBuilder();
    Object second = new StringBuilder();
    Object third = new StringBuilder();

    Object outer = enter("init(String)", null, "one");
    Object inner = enter("init(Map)", null, Map.of());
    leave(enter("init(Map)", null, Map.of("lr", 2)), second, null);
    Object listener = enter("init(String)", null, "three");
    leave(enter("init(Map)", null, Map.of("lr", 3)), third, null);
    leave(listener, third, null);
    leave(inner, first, null);
    leave(outer, first, null);
    for (Object run : List.of(first, second, third)) {
      call("finish()", run);
    }

    assertThat(server.specs())
        .extracting(run -> run.name() + " " + run.config())
        .containsExactlyInAnyOrder("one {}", "wandb-migration {lr=2}", "three {}");
  }

  @Test
  void aRunWithinAnInitThatFailsIsARunAllTheSame() throws IOException {
    bind(NESTING);
    Object run = new StringBuilder();

    Object outer = enter("init(String)", null, "one");
    leave(enter("init(String)", null, "two"), run, null);
    leave(outer, null, new IOException());
    call("log(String,double)", run, "loss", 2.0);
    call("finish()", run);

    assertThat(server.pointsOfRuns()).containsExactly("two 1 loss=2.0");
  }

  @Test
  void aNamedRunThatAnInitOpensByCallingItselfIsOne() throws IOException {
    bind(
        "init(String) : init run=\"main\" name=arg0",
        "log(Map) : log run=\"main\" data=arg0",
        "finish() : finish run=\"main\"");
    Object outer = enter("init(String)", null, "one");
    call("init(String)", null, "one");
    call("log(Map)", null, Map.of("loss", 1));
    leave(outer, null, null);
    call("log(Map)", null, Map.of("loss", 2));
    call("finish()", null);

    assertThat(server.specs()).hasSize(1);
    assertThat(server.pointsOfRuns()).containsExactly("one 1 loss=1.0", "one 2 loss=2.0");
  }

  @Test
  void aRunThatIsPartOfAnotherIsNotMissed() throws IOException {
    bind(NESTING);
    Object run = new Object();
    Object inner = new StringBuilder("of another class");

    Object outer = enter("init(String)", null, "one");
    leave(enter("init(Map)", null, Map.of()), inner, null);
    leave(outer, run, null);
    call("log(String,double)", inner, "loss", 1.0);
    call("finish()", run);

    assertThat(server.specs()).hasSize(1);
    assertThat(said()).doesNotContain("no init of the binding opened");
  }

  @Test
  void howARunEndedIsReadFromWhatFinishIsGiven() throws IOException {
    bind("init(String) : init name=arg0", "finish(Object) : finish exit-code=arg0");
    Object[] given = {
      "failed", new IOException("x"), 1L << 32, 0.5, Thread.State.TERMINATED, "0", "Success", null
    };
    for (int i = 0; i < given.length; i++) {
      Object run = openRun("run" + i);
      call("finish(Object)", run, given[i]);
    }

    assertThat(server.ends())
        .containsExactly(
            "run0 FAILED",
            "run1 FAILED",
            "run2 FAILED",
            "run3 FAILED",
            "run4 FAILED",
            "run5 COMPLETED",
            "run6 COMPLETED",
            "run7 COMPLETED");
  }

  @Test
  void anInputOfAnInitThatIsNotThereIsSaid() throws IOException {
    bind("init(Map,Object) : init project=arg0.projekt() config=arg1");
    leave(enter("init(Map,Object)", null, Map.of(), "{lr: 1}"), new Object(), null);

    assertThat(said().lines())
        .filteredOn(line -> line.contains("is not where the binding says"))
        .singleElement()
        .asString()
        .contains("project of init(Map,Object)", "projekt()");
  }

  @Test
  void whatCanBeReadOnlyOnceIsLeftToTheClientAndSaid() throws IOException {
    bind(
        "init(String) : init name=arg0",
        "log(Map) : log data=arg0",
        "tags(Collection) : tags tags=arg0",
        "finish() : finish");
    Iterator<Map.Entry<String, Object>> entries =
        Map.<String, Object>of("loss", 1).entrySet().iterator();
    Collection<Map.Entry<String, Object>> tags =
        new AbstractCollection<>() {
          @Override
          public Iterator<Map.Entry<String, Object>> iterator() {
            return entries;
          }

          @Override
          public int size() {
            entries.next();
            return 1;
          }
        };
    Map<String, Object> row =
        new AbstractMap<>() {
          @Override
          public Set<Map.Entry<String, Object>> entrySet() {
            return new AbstractSet<>() {
              @Override
              public Iterator<Map.Entry<String, Object>> iterator() {
                return entries;
              }

              @Override
              public int size() {
                return tags.size();
              }
            };
          }
        };
    Object run = openRun("one");
    call("log(Map)", run, row);
    call("tags(Collection)", run, tags);
    call("finish()", run);

    assertThat(entries.hasNext()).as("it is still there for the client").isTrue();
    assertThat(said())
        .contains(
            "Skipped '(a row)': it is a ",
            "Skipped a list of tags: it is a ",
            "that can be read only once")
        .contains(", 1 skipped");
  }

  /** A config as many programs have it. */
  public static final class Bean {
    public double getLr() {
      return 0.1;
    }
  }

  @Test
  void aConfigThatIsNoMapIsSaidWithWhatToDo() throws IOException {
    bind("init(Object) : init config=arg0", "finish() : finish");
    for (Object config : new Object[] {new Bean(), "{\"lr\": 0.1}", List.of(1)}) {
      Object run = new Object();
      leave(enter("init(Object)", null, config), run, null);
      call("finish()", run);
    }

    assertThat(server.specs()).hasSize(3).allMatch(run -> run.config().isEmpty());
    assertThat(said().lines())
        .filteredOn(line -> line.contains("config of init(Object)"))
        .singleElement()
        .asString()
        .contains("a " + Bean.class.getName() + " and no map", "config=arg0.toMap()");
  }

  @Test
  void aStepThatIsNoWholeNumberInRangeIsRefusedAndSaid() throws IOException {
    bind(
        "init(String) : init name=arg0",
        "log(Map,Object) : log data=arg0 step=arg1",
        "finish() : finish");
    Object run = openRun("one");
    Object[] refused = {
      Double.NaN,
      -0.5,
      0.5,
      BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(7)),
      "five",
      -1,
      true
    };
    for (Object step : refused) {
      call("log(Map,Object)", run, Map.of("no", 1), step);
    }
    for (Object step : new Object[] {"5", 6.0, BigInteger.TWO.pow(40), (short) 7, null}) {
      call("log(Map,Object)", run, Map.of("loss", 1), step);
    }
    call("finish()", run);

    assertThat(server.pointsOfRuns())
        .containsExactly(
            "one 5 loss=1.0",
            "one 6 loss=1.0",
            "one " + (1L << 40) + " loss=1.0",
            "one 7 loss=1.0",
            "one " + ((1L << 40) + 1) + " loss=1.0");
    assertThat(said()).contains("step NaN is no whole number from 0 to").contains(", 7 skipped");
  }
}
