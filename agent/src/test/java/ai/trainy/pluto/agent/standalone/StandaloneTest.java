package ai.trainy.pluto.agent.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.tee.RunOpener;
import ai.trainy.pluto.agent.tee.Tee;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.agent.wandb.Wandb;
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
import java.lang.invoke.MethodType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What calls of clients that are left out do and answer, told of as woven code does. */
class StandaloneTest {
  private static final String TRACKER =
      "class "
          + Tracker.class.getName()
          + "\n  start(String,Map) : init project=arg0 config=arg1"
          + "\n  log(Map)          : log data=arg0"
          + "\n  log(Map,long)     : log data=arg0 step=arg1"
          + "\n  row(Map)          : log data=arg0 step-into=arg0[\"_step\"]"
          + "\n  row(Map,long)     : log data=arg0 step=arg1 step-into=arg0[\"_step\"]"
          + "\n  tag(String[])     : add-tags tags=arg0"
          + "\n  describe()        : skip answer=\"a run\""
          + "\n  close()           : finish\n";

  @TempDir(cleanup = CleanupMode.NEVER)
  private Path directory;

  private final FakePluto server = new FakePluto();
  private final Told told = new Told();
  private final Map<String, String> environment = new HashMap<>();
  private final List<Integer> exits = new ArrayList<>();
  private final Map<String, MethodBinding> lines = new HashMap<>();
  private final Map<BoundMethod, BiFunction<Object, Object, Object>> handlers = new HashMap<>();
  private Throwable thrown;

  /** A client's run, whose constructor must not be run. */
  public static final class Tracker {
    private final List<String> rows;

    public Tracker() {
      throw new IllegalStateException("the client's own code was run");
    }

    public int rows() {
      return rows.size();
    }
  }

  /** As protobuf makes them. */
  public static final class Info {
    private final Map<String, Object> fields;

    private Info(Map<String, Object> fields) {
      this.fields = fields;
    }

    public static Builder newBuilder() {
      return new Builder();
    }

    /** Collects. */
    public static final class Builder {
      private final Map<String, Object> fields = new HashMap<>();

      public Builder setRunId(String id) {
        fields.put("id", id);
        return this;
      }

      public Builder addTags(String tag) {
        fields.put("tag", tag);
        return this;
      }

      public Builder addAllTags(Iterable<String> tags) {
        fields.put("tags", tags);
        return this;
      }

      public Builder setProject(String project) {
        if (!project.isEmpty()) {
          throw new IllegalArgumentException(project);
        }
        return this;
      }

      public Info build() {
        return new Info(fields);
      }
    }
  }

  private Standalone start() throws IOException {
    environment.put("PLUTO_DIR", directory.toString());
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "60");
    environment.put("DISABLE_WANDB_LOGGING", "true");
    Settings settings = new Settings(Wandb.options(null), Map.of(), environment);
    Messages messages = told.messages();
    Credential key = Credential.of(ApiKey.of("mlpi_secret", "a test"));
    ProgramEnd end = new ProgramEnd();
    Pluto pluto = new Pluto(settings, Connector.of(key, value -> server), end, messages);
    Path file = Files.writeString(directory.resolve("my.binding"), TRACKER);
    Bindings.read(file)
        .clients()
        .get(0)
        .classes()
        .get(0)
        .standaloneMethods()
        .forEach(line -> lines.put(line.toString().replaceAll("\\(.*", "") + arity(line), line));
    RunOpener opener = new RunOpener(pluto, settings, () -> {}, messages);
    Tee tee = new Tee(opener, new ForeignValues(Bindings::values), messages);
    RequiredRunCheck requiredRun =
        new RequiredRunCheck(pluto, settings, Optional::empty, exits::add, messages);
    return new Standalone(tee, requiredRun, settings, messages);
  }

  private static int arity(MethodBinding line) {
    String text = line.toString().replaceAll(".*\\(|\\)", "");
    return text.isEmpty() ? 0 : text.split(",", -1).length;
  }

  private Object call(
      Standalone tee, String method, Class<?> returned, Object receiver, Object... arguments) {
    String name =
        Tracker.class.getName()
            + "."
            + method
            + MethodType.methodType(returned).toMethodDescriptorString();
    MethodBinding line =
        lines.getOrDefault(method + arguments.length, MethodBinding.unbound(Role.SKIP));
    BoundMethod called = BoundMethod.answered(name, line, List.of(Tracker.class.getName()));
    Object[] details = {arguments, Tracker.class, null};
    Object answer = handlers.computeIfAbsent(called, tee::handler).apply(receiver, details);
    thrown = (Throwable) details[2];
    return answer;
  }

  private Object open(Standalone tee) {
    return call(tee, "start", Tracker.class, null, "owls", Map.of("lr", 0.1));
  }

  @AfterEach
  void removeRuns() throws IOException {
    Leftovers.remove(directory);
  }

  @Test
  void aRunIsAnObjectOfTheClientsClassThatLogsToPluto() throws IOException {
    Standalone tee = start();
    Object run = open(tee);

    call(tee, "log", void.class, run, Map.of("loss", 1));
    call(tee, "log", void.class, run, Map.of("loss", 2), 5L);
    call(tee, "log", void.class, run, Map.of("loss", 3));
    call(tee, "close", void.class, run);

    assertThat(run).isInstanceOf(Tracker.class);
    assertThat(server.specs()).hasSize(1);
    assertThat(server.specs().get(0).project()).isEqualTo("owls");
    assertThat(server.pointsOfRuns())
        .extracting(point -> point.replaceAll("^\\S+ ", ""))
        .containsExactly("1 loss=1.0", "5 loss=2.0", "6 loss=3.0");
    assertThat(server.ends()).hasSize(1);
    assertThat(told.text()).doesNotContain("could not be logged to Pluto");
  }

  @Test
  void theStepOfARowIsPutWhereTheClientPutsIt() throws IOException {
    Standalone tee = start();
    Object run = open(tee);
    Map<String, Object> row = new HashMap<>(Map.of("loss", 1));

    call(tee, "row", void.class, run, row);
    assertThat(row).isEqualTo(Map.of("loss", 1, "_step", 1));
    call(tee, "row", void.class, run, row, 1L << 40);
    assertThat(row).containsEntry("_step", 1L << 40);
    call(tee, "close", void.class, run);

    assertThat(thrown).isNull();
    assertThat(steps()).containsExactly("1 loss=1.0", (1L << 40) + " loss=1.0");
  }

  @Test
  void aRowThatCannotTakeItsStepFailsAsInTheClientAndUsesTheStepUp() throws IOException {
    Standalone tee = start();
    Object run = open(tee);

    call(tee, "row", void.class, run, (Object) null);
    assertThat(thrown).isInstanceOf(NullPointerException.class);
    call(tee, "row", void.class, run, Map.of("loss", 2));
    assertThat(thrown).isInstanceOf(UnsupportedOperationException.class);
    call(tee, "row", void.class, run, new HashMap<>(Map.of("loss", 3)));
    assertThat(thrown).isNull();
    call(tee, "log", void.class, run, (Object) null);
    assertThat(thrown).as("a client that puts no step anywhere").isNull();
    call(tee, "close", void.class, run);

    assertThat(steps()).containsExactly("2 loss=2.0", "3 loss=3.0");
    assertThat(told.text()).doesNotContain("could not be logged to Pluto");
  }

  @Test
  void stepsAreCountedWhereNothingIsLogged() throws IOException {
    environment.put("PLUTO_MODE", "disabled");
    Standalone tee = start();
    Object run = open(tee);
    Map<String, Object> row = new HashMap<>(Map.of("loss", 1));

    call(tee, "row", void.class, run, row);
    call(tee, "row", void.class, run, row);

    assertThat(row).containsEntry("_step", 2);
    assertThat(call(tee, "step", int.class, run)).isEqualTo(3);
  }

  private List<String> steps() {
    return server.pointsOfRuns().stream()
        .map(point -> point.replaceAll("^\\S+ ", ""))
        .collect(Collectors.toList());
  }

  @Test
  void gettersAnswerInTheTypeTheyHave() throws IOException {
    environment.put("WANDB_RUN_ID", "k3v9q1zt");
    environment.put("WANDB_TAGS", "a,b");
    Standalone tee = start();
    Object run = open(tee);

    assertThat(call(tee, "getRunId", String.class, run)).isEqualTo("k3v9q1zt");
    assertThat(call(tee, "run_id", CharSequence.class, run)).isEqualTo("k3v9q1zt");
    assertThat(call(tee, "id", long.class, run)).as("no number").isEqualTo(0L);
    assertThat(call(tee, "project", Optional.class, run)).isEqualTo(Optional.of("owls"));
    assertThat(call(tee, "group", Optional.class, run)).isEqualTo(Optional.empty());
    assertThat(call(tee, "name", CompletableFuture.class, run))
        .extracting(name -> ((CompletableFuture<?>) name).join().toString())
        .asString()
        .matches("[a-z]+-[a-z]+-\\d+");
    assertThat((String[]) call(tee, "tags", String[].class, run)).containsExactly("a", "b");
    assertThat(call(tee, "getTags", Set.class, run)).isEqualTo(Set.of("a", "b"));
    assertThat(call(tee, "config", Map.class, run)).isEqualTo(Map.of("lr", 0.1));
    assertThat(call(tee, "step", int.class, run)).isEqualTo(1);
    assertThat(call(tee, "getUrl", URI.class, run))
        .isEqualTo(URI.create("https://pluto.example.test/90210"));
    assertThat(call(tee, "describe", String.class, run)).isEqualTo("a run");
    assertThat(call(tee, "toString", String.class, run)).isEqualTo("Tracker k3v9q1zt");
    assertThat(call(tee, "equals", boolean.class, run, run)).isEqualTo(true);
    Info info = (Info) call(tee, "info", Info.class, run);
    assertThat(info.fields).isEqualTo(Map.of("id", "k3v9q1zt", "tags", List.of("a", "b")));
  }

  @Test
  void whatNobodyKnowsIsHarmless() throws IOException {
    Standalone tee = start();
    Object run = open(tee);

    assertThat(call(tee, "a", double.class, run)).isEqualTo(0.0);
    assertThat(call(tee, "b", char.class, run)).isEqualTo('\0');
    assertThat(call(tee, "c", Boolean.class, run)).isEqualTo(false);
    assertThat(call(tee, "d", List.class, run)).isEqualTo(List.of());
    assertThat(call(tee, "e", int[][].class, run)).isEqualTo(new int[0][]);
    assertThat(((Stream<?>) call(tee, "f", Stream.class, run)).count()).isZero();
    assertThat(call(tee, "g", TimeUnit.class, run)).isEqualTo(TimeUnit.NANOSECONDS);
    assertThat(call(tee, "h", Tracker.class, run)).as("fluent").isSameAs(run);
    Info info = Info.newBuilder().build();
    assertThat(call(tee, "i", Info.class, run, info)).as("an argument").isSameAs(info);
    assertThat(call(tee, "j", Object.class, run)).isNull();
    assertThat(call(tee, "k", String.class, new Object())).as("no run").isEqualTo("");
  }

  @Test
  void aRunThatNobodyOpenedIsLeftOutAsWell() throws IOException {
    Standalone tee = start();

    assertThat(call(tee, "log", int.class, new Object(), Map.of("loss", 1))).isEqualTo(0);
    assertThat(server.specs()).isEmpty();
    assertThat(told.text()).contains("Tracker.log", "logged nowhere");
  }

  @Test
  void aRequiredKeyThatIsAcceptedStopsNothing() throws IOException {
    environment.put("PLUTO_REQUIRED", "true");
    Standalone tee = start();

    call(tee, "close", void.class, open(tee));

    assertThat(exits).isEmpty();
    assertThat(server.ends()).hasSize(1);
  }

  @Test
  void aRunThatCannotBeKeptStopsAProgramThatRequiresIt() throws IOException {
    environment.put("PLUTO_REQUIRED", "true");
    environment.put("PLUTO_MODE", "disabled");

    open(start());

    assertThat(exits).containsExactly(78);
  }
}
