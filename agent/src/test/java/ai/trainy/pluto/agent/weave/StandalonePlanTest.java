package ai.trainy.pluto.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.testing.Leftovers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kotlin.jvm.functions.Function0;
import kotlin.jvm.functions.Function1;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What programs see of clients of many shapes whose own code is left out. */
class StandalonePlanTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  private Path directory;

  private StandaloneClient client;

  @BeforeEach
  void start() {
    client = new StandaloneClient(StandalonePlanTest.class, directory);
  }

  @AfterEach
  void removeRuns() throws IOException {
    Leftovers.remove(directory);
  }

  /** Fails like a client whose backend is not there. */
  static final class Backend {
    static boolean isThere;

    Backend() {
      if (!isThere) {
        throw new IllegalStateException("the client's own code was run");
      }
    }

    void send(Object row) {
      Objects.requireNonNull(row);
    }
  }

  /** A client that is given pieces of the program. */
  static class Worker {
    private final Backend backend;
    private final String name;
    private int epochs;
    private boolean closed;

    Worker(String name) {
      this.name = name;
      this.backend = new Backend();
    }

    public static Worker start(String name) {
      return new Worker(name);
    }

    public void log(Map<String, ?> row) {
      backend.send(row);
    }

    public void epoch(int times, Runnable body) {
      for (int i = 0; i < times; i++) {
        body.run();
        epochs++;
      }
    }

    public <T> T timed(String key, Supplier<T> work) {
      T result = work.get();
      log(Map.of(key, 1));
      return result;
    }

    public <T> T call(Callable<T> work) throws Exception {
      return work.call();
    }

    public void each(List<String> all, Consumer<String> with) {
      all.forEach(with);
    }

    public <T> T kotlin(Function0<T> work) {
      return work.invoke();
    }

    public int kotlin(Function1<Integer, Integer> work) {
      return work.invoke(41);
    }

    public <T> T scala(scala.Function0<T> work) {
      return work.apply();
    }

    /** Needs the backend, and runs the work once: the agent does that in its stead. */
    public <T> T span(String key, Supplier<T> work) {
      backend.send(name);
      try {
        return work.get();
      } finally {
        backend.send(key);
      }
    }

    void inPackage(String text) {
      backend.send(text);
    }

    protected void forSubclasses(String text) {
      backend.send(text);
    }

    public void finish(int code) {
      closed = true;
      backend.send(code);
    }

    public void close() {
      if (!closed) {
        finish(0);
      }
    }
  }

  static final class Works implements Callable<Object> {
    @Override
    public Object call() throws Exception {
      Map<String, Object> seen = new LinkedHashMap<>();
      List<String> done = new ArrayList<>();
      Worker run = Worker.start("owls");
      run.epoch(3, () -> done.add("epoch"));
      seen.put("timed", run.timed("took", () -> "result"));
      seen.put("call", run.call(() -> 7));
      run.each(List.of("a", "b"), done::add);
      seen.put("kotlin", run.kotlin(() -> "k"));
      seen.put("kotlin1", run.kotlin(n -> n + 1));
      seen.put("scala", run.scala(() -> "s"));
      seen.put("span", run.span("a span", () -> "in span"));
      try {
        run.span("fails", () -> Integer.parseInt("x"));
      } catch (NumberFormatException e) {
        seen.put("thrown", "NumberFormatException");
      }
      run.inPackage("hidden");
      run.forSubclasses("hidden");
      seen.put("done", done);
      run.close();
      return seen;
    }
  }

  @Test
  void workThatIsGivenToARunIsDone() throws Exception {
    Object seen =
        client.run(
            Works.class,
            "class Worker",
            "start(String) : init project=arg0",
            "log(Map)      : log data=arg0",
            "finish(int)   : finish exit-code=arg0");

    assertThat(seen)
        .hasToString(
            "{timed=result, call=7, kotlin=k, kotlin1=42, scala=s, span=in span,"
                + " thrown=NumberFormatException, done=[epoch, epoch, epoch, a, b]}");
    assertThat(client.points(1)).containsExactly("1 took=1.0");
    assertThat(client.server().ends()).hasSize(1);
    assertThat(client.unfit()).isEmpty();
    assertThat(client.said()).contains(" complete: 1 values uploaded").hasLineCount(2);
  }

  /** A client that keeps what it is given for later. */
  static class Registry {
    private final List<Runnable> listeners = new ArrayList<>();

    public static Registry start() {
      return new Registry();
    }

    public void log(Map<String, ?> row) {
      listeners.forEach(Runnable::run);
    }

    public void onLog(Runnable listener) {
      listeners.add(listener);
    }
  }

  static final class Registers implements Callable<Object> {
    @Override
    public Object call() {
      List<String> done = new ArrayList<>();
      Registry run = Registry.start();
      run.onLog(() -> done.add("logged"));
      run.log(Map.of("loss", 1));
      return done;
    }
  }

  @Test
  void aClientThatWouldNotDoTheWorkIsNotLeftOut() throws Exception {
    String[] binding = {"class Registry", "start() : init", "log(Map) : log data=arg0"};

    assertThat(client.run(Registers.class, binding)).hasToString("[logged]");
    assertThat(client.points(1)).containsExactly("1 loss=1.0");
    assertThat(client.said())
        .contains("wandb is not switched off for", "Registry.onLog(Runnable)", "onLog(Runnable) :");
    assertThat(client.unfit()).hasSize(1);
    assertThat(client.unclear(binding))
        .containsExactly(
            "Registry.onLog(Runnable) is given a piece of the program and may not run it ->"
                + " onLog(Runnable) : skip");
  }

  @Test
  void aLineMakesItClear() throws Exception {
    assertThat(
            client.run(
                Registers.class,
                "class Registry",
                "start() : init",
                "log(Map) : log data=arg0",
                "onLog(Runnable) : skip"))
        .hasToString("[]");
    assertThat(client.unfit()).isEmpty();
  }

  @Test
  void anInitThatIsKeptRunsTheClientsOwnConstructor() throws Exception {
    assertThat(
            client.run(
                Registers.class,
                "class Registry",
                "start() : init keep",
                "log(Map) : log data=arg0"))
        .as("log itself is replaced")
        .hasToString("[]");
    assertThat(client.points(1)).containsExactly("1 loss=1.0");
    assertThat(client.unfit()).isEmpty();
  }

  /** A run that comes in something. */
  static class Later {
    private final Backend backend = new Backend();

    public static CompletableFuture<Later> start(String project) {
      return CompletableFuture.supplyAsync(Later::new);
    }

    public static Optional<Later> tryStart(String project) {
      return Optional.of(new Later());
    }

    public void log(Map<String, ?> row) {
      backend.send(row);
    }
  }

  static final class Waits implements Callable<Object> {
    @Override
    public Object call() {
      Later.start("owls").join().log(Map.of("a", 1));
      Later.start("owls").thenAccept(run -> run.log(Map.of("b", 2)));
      Later.tryStart("owls").orElseThrow().log(Map.of("c", 3));
      return "done";
    }
  }

  @Test
  void aRunComesInWhatTheInitPromises() throws Exception {
    assertThat(
            client.run(
                Waits.class,
                "class Later",
                "start(String) : init project=arg0",
                "tryStart(String) : init project=arg0",
                "log(Map) : log data=arg0"))
        .isEqualTo("done");
    assertThat(client.said()).doesNotContain("not switched off", "guess");
    assertThat(client.said().lines().filter(line -> line.contains("PLUTO_RUN_ID"))).isEmpty();
  }

  @Test
  void severalRunsUnderOneIdAreSaidToMeltIntoOne() throws Exception {
    client.set("PLUTO_RUN_ID", "fixed");
    client.run(Waits.class, LATER);

    assertThat(client.said().lines().filter(line -> line.contains("makes them one run")))
        .hasSize(1);
  }

  private static final String[] LATER = {
    "class Later",
    "start(String) : init project=arg0",
    "tryStart(String) : init project=arg0",
    "log(Map) : log data=arg0"
  };

  /** A run that comes in something that nobody knows. */
  static class Strange {
    /** Of the client. */
    public static final class Box {
      final Strange content;

      Box(Strange content) {
        this.content = content;
      }
    }

    public static Box start() {
      return new Box(new Strange());
    }

    public void log(Map<String, ?> row) {}
  }

  static final class Unboxes implements Callable<Object> {
    @Override
    public Object call() {
      Strange.start().content.log(Map.of("a", 1));
      return "done";
    }
  }

  @Test
  void anInitThatCannotBeAnsweredIsNotLeftOut() throws Exception {
    assertThat(
            client.run(
                Unboxes.class,
                "class Strange",
                "start() : init run=return.content",
                "log(Map) : log data=arg0"))
        .isEqualTo("done");
    assertThat(client.said()).contains("not switched off", "Strange.start() returns a");
    assertThat(client.points(1)).containsExactly("1 a=1.0");
  }

  /** A client that hands objects out. */
  static class Giver implements AutoCloseable {
    /** With a constructor that needs nothing. */
    public static final class Summary {
      private final Map<String, Object> values = new LinkedHashMap<>();

      public Summary() {}

      public void set(String key, Object value) {
        values.put(key, value);
      }
    }

    /** With none. */
    public static final class Scope implements AutoCloseable {
      private final Giver of;

      Scope(Giver of) {
        this.of = of;
      }

      @Override
      public void close() {
        of.log(Map.of("scope", 1));
      }
    }

    /** Needs what the run has. */
    public static final class Timer implements AutoCloseable {
      private final Giver of;

      Timer(Giver of) {
        this.of = of;
      }

      @Override
      public void close() {
        of.backend.send("timer");
      }
    }

    /** Of the client. */
    public interface Notes {
      Notes add(String text);

      List<String> all();
    }

    /** How it is. */
    public enum Status {
      FAILED,
      OK
    }

    public final String id;
    public final Map<String, Object> config;
    public int step;
    private final Backend backend;

    Giver() {
      id = "k";
      config = new LinkedHashMap<>();
      backend = new Backend();
    }

    public static Giver start(String id) {
      return new Giver();
    }

    public void log(Map<String, ?> row) {
      backend.send(row);
    }

    public AutoCloseable resource() {
      backend.send("resource");
      return new Scope(this);
    }

    public Giver watch(Object model) {
      backend.send(model);
      return this;
    }

    public Summary summary() {
      backend.send("summary");
      return new Summary();
    }

    public Scope scope() {
      return new Scope(this);
    }

    public Notes notesOf(String whom) {
      backend.send(whom);
      return null;
    }

    public boolean isFinished() {
      return backend == null;
    }

    public void finish() {
      backend.send("finish");
    }

    @Override
    public void close() {
      finish();
    }
  }

  static final class Takes implements Callable<Object> {
    @Override
    public Object call() throws Exception {
      Map<String, Object> seen = new LinkedHashMap<>();
      try (Giver run = Giver.start("mine")) {
        seen.put("id", run.id);
        run.config.put("lr", 0.1);
        seen.put("config", run.config);
        try (AutoCloseable timed = run.resource()) {
          seen.put("resource is the run", timed == run);
        }
        seen.put("finished", run.isFinished());
        run.summary().set("best", 1);
        run.scope().close();
        seen.put("notes", run.notesOf("a").add("text").all());
        seen.put("fluent", run.watch("model") == run);
        run.finish();
        seen.put("over", run.isFinished());
      }
      return seen;
    }
  }

  private static final String[] GIVER = {
    "class Giver",
    "start(String) : init id=arg0",
    "log(Map)      : log data=arg0",
    "finish()      : finish"
  };

  @Test
  void whatIsHandedOutWorks() throws Exception {
    assertThat(client.run(Takes.class, GIVER))
        .hasToString(
            "{id=mine, config={lr=0.1}, resource is the run=false, finished=false, notes=[],"
                + " fluent=true, over=true}");
    assertThat(client.points(1)).containsExactly("1 scope=1.0");
    assertThat(client.unclear(GIVER)).isEmpty();
  }

  /** A client of which nobody can tell what it should do. */
  static class Riddle {
    private final Backend backend;
    private double best = 1;

    Riddle() {
      backend = new Backend();
    }

    public static Riddle start() {
      return new Riddle();
    }

    public void log(Map<String, ?> row) {
      backend.send(row);
    }

    public boolean shouldContinue() {
      backend.send("poll");
      return best > 0;
    }

    public Giver.Status status() {
      backend.send("status");
      return Giver.Status.OK;
    }

    public Giver.Timer timer() {
      backend.send("timer");
      return null;
    }

    public void scalar(String key, double value, int step) {
      backend.send(key + value + step);
    }

    public void logTwice(Map<String, ?> row) {
      log(row);
      backend.send(row);
    }
  }

  static final class Asks implements Callable<Object> {
    @Override
    public Object call() {
      Riddle run = Riddle.start();
      run.log(Map.of("loss", 1));
      run.scalar("a", 1, 2);
      run.scalar("b", 1, 2);
      return run.shouldContinue() + " " + run.status();
    }
  }

  @Test
  void whatIsUnclearIsSaidWithTheLineToWriteAndCounted() throws Exception {
    String[] binding = {"class Riddle", "start() : init", "log(Map) : log data=arg0"};

    assertThat(client.run(Asks.class, binding)).isEqualTo("true OK");
    assertThat(client.unclear(binding))
        .containsExactly(
            "Riddle.shouldContinue() would answer true until the run is finished -> shouldContinue() : skip answer=...",
            "Riddle.status() would answer any Status -> status() : skip answer=...",
            "Riddle.timer() would answer a Timer that was never constructed -> timer() : skip"
                + " answer=...",
            "Riddle.scalar(String,double,int) may log, and would not reach Pluto ->"
                + " scalar(String,double,int) : log key=arg0 value=arg1 step=arg2",
            "Riddle.logTwice(Map) works by another method, but needs what the constructor made ->"
                + " logTwice(Map) : log data=arg0 alone");
    assertThat(client.unfit()).hasSize(1);
    assertThat(client.said().lines().filter(line -> line.contains("has to guess"))).hasSize(1);
    assertThat(client.said()).contains("Riddle.scalar was called");
    assertThat(client.endLine())
        .endsWith(
            "Calls that reached no run: Riddle.scalar 2 times, Riddle.shouldContinue once,"
                + " Riddle.status once");
  }

  @Test
  void anObjectWhoseMethodsNeedTheRunsFieldsIsNotHandedOut() throws Exception {
    assertThat(client.unclear("class Needy", "start() : init", "log(Map) : log data=arg0"))
        .containsExactly(
            "Needy.span() would answer a Span that was never constructed -> span() : skip"
                + " answer=...");
  }

  /** A client whose objects look into it. */
  static class Needy {
    private final Backend backend = new Backend();

    public static Needy start() {
      return new Needy();
    }

    public void log(Map<String, ?> row) {
      backend.send(row);
    }

    public Span span() {
      return new Span(this);
    }

    /** Sees private parts. */
    static final class Span {
      private final Needy of;

      Span(Needy of) {
        this.of = of;
      }

      void end() {
        of.backend.send("end");
      }
    }
  }

  /** A client whose log is static and whose run is an object. */
  static class Facade {
    private static Facade current;
    private final Backend backend = new Backend();

    public static Facade init(String project) {
      current = new Facade();
      return current;
    }

    public static void log(Map<String, ?> row) {
      current.backend.send(row);
    }

    public void touch() {
      backend.send("touch");
    }

    public String project() {
      backend.send("project");
      return "none";
    }
  }

  static final class UsesFacade implements Callable<Object> {
    @Override
    public Object call() {
      Facade run = Facade.init("owls");
      Facade.log(Map.of("loss", 1));
      run.touch();
      return run.project();
    }
  }

  @Test
  void aRunBesideAStaticLogIsLeftOutAsWell() throws Exception {
    assertThat(
            client.run(
                UsesFacade.class,
                "class Facade",
                "init(String) : init run=\"main\" project=arg0",
                "log(Map) : log run=\"main\" data=arg0"))
        .isEqualTo("owls");
    assertThat(client.points(1)).containsExactly("1 loss=1.0");
  }

  /** A client whose init runs the program, and whose run has methods from elsewhere. */
  static class Loan extends Base {
    public static void use(String project, Consumer<Loan> body) {
      body.accept(new Loan());
    }

    public static Loan start() {
      return new Loan();
    }

    public void log(Map<String, ?> row) {
      touch();
    }
  }

  /** What it inherits. */
  static class Base extends Root {
    public int constant() {
      return 7;
    }
  }

  /** The same. */
  static class Root {
    private final Backend backend = new Backend();

    public void touch() {
      backend.send("touch");
    }
  }

  @Test
  void whatWouldNotRunOrRunWithoutItsStateKeepsAClientIn() throws Exception {
    assertThat(
            client.unclear(
                "class Loan",
                "use(String,Consumer) : init run=\"main\" project=arg0",
                "log(Map) : log run=\"main\" data=arg0"))
        .containsExactly(
            "Loan.use(String,Consumer) is given a piece of the program, which it would not run ->"
                + " use(String,Consumer) : init keep");
    assertThat(client.unclear("class Loan", "start() : init", "log(Map) : log data=arg0"))
        .containsExactly(
            "Root.touch() would run on a run that was never constructed -> class Root");
    assertThat(
            client.unclear(
                "class Loan", "start() : init", "log(Map) : log data=arg0", "class Root"))
        .isEmpty();
  }

  /** A client that is given things of one method, which are no work. */
  static class Taker {
    /** A thing. */
    public interface Named {
      String name();
    }

    /** Work. */
    public interface Body {
      void train(int epoch);
    }

    private final Backend backend = new Backend();

    public static Taker start() {
      return new Taker();
    }

    public void log(Map<String, ?> row) {
      backend.send(row);
    }

    public void watch(Named thing, Iterable<String> names, AutoCloseable resource) {
      backend.send(thing);
    }

    public void epochs(int times, Body body) {
      for (int i = 0; i < times; i++) {
        body.train(i);
      }
      backend.send(times);
    }
  }

  @Test
  void thingsOfOneMethodAreNoWork() throws Exception {
    assertThat(client.unclear("class Taker", "start() : init", "log(Map) : log data=arg0"))
        .containsExactly(
            "Taker.epochs(int,Body) is given a piece of the program and may not run it ->"
                + " epochs(int,Body) : skip");
  }
}
