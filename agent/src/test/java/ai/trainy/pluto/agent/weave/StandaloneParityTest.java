package ai.trainy.pluto.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.hook.TestHook;
import ai.trainy.pluto.agent.standalone.RequiredRunCheck;
import ai.trainy.pluto.agent.standalone.Standalone;
import ai.trainy.pluto.agent.tee.RunOpener;
import ai.trainy.pluto.agent.tee.Tee;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.agent.wandb.Wandb;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.testing.Leftovers;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Connector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program sees of the official client, in every shape, with its code and without it. */
class StandaloneParityTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  private Path directory;

  private final Told told = new Told();
  private final Messages messages = told.messages();

  @AfterEach
  void unplug() throws IOException {
    TestHook.get().plug(null);
    Leftovers.remove(directory);
  }

  static Stream<Arguments> clients() {
    return StandaloneWeavingTest.clients();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void theSameProgramSeesTheSame(Shape shape, int release) throws Throwable {
    CompiledClient client = CompiledClient.of(shape, release);
    List<String> withWandb = seenBy(new Program(client.plain()), shape);

    HandlerTable table = new HandlerTable(TestHook.get());
    table.plug();
    Weaver weaver =
        Weaver.withoutWandb(Bindings.clients(), table, standalone()::handler, messages, why -> {});
    List<String> without = seenBy(new Program(client.wovenBy(weaver)), shape);

    assertThat(without).isEqualTo(withWandb);
    assertThat(told.text()).isEmpty();
  }

  /** What takes the client's place, and logs nowhere: the program must not see a difference. */
  private Standalone standalone() {
    Map<String, String> environment =
        Map.of(
            "PLUTO_DIR", directory.toString(),
            "PLUTO_MODE", "disabled",
            "DISABLE_WANDB_LOGGING", "true",
            "WANDB_RUN_ID", "k3v9q1zt",
            "WANDB_ENTITY", "lab");
    Settings settings = new Settings(Wandb.options(null), Map.of(), environment);
    Credential key = Credential.of(ApiKey.of("mlpi_secret", "a test"));
    ProgramEnd end = new ProgramEnd();
    Pluto pluto = new Pluto(settings, Connector.of(key, value -> null), end, messages);
    RunOpener opener = new RunOpener(pluto, settings, () -> {}, messages);
    Tee tee = new Tee(opener, new ForeignValues(Bindings::values), messages);
    RequiredRunCheck requiredRun =
        new RequiredRunCheck(pluto, settings, Optional::empty, code -> {}, messages);
    return new Standalone(tee, requiredRun, settings, messages);
  }

  private static List<String> seenBy(Program program, Shape shape) throws Throwable {
    List<String> seen = new ArrayList<>();
    Object builder = program.newBuilder();
    Object run = build(builder, shape);
    JSONObject row = new JSONObject().put("loss", 0.5);
    Program.call(run, "log", row);
    seen.add(row.toString());
    Program.call(run, "log", row, 40);
    seen.add(row.toString());
    seen.add("null: " + fault(run, "log", (Object) null));
    seen.add("null at a step: " + fault(run, "log", null, 9));
    Program.call(run, "log", row);
    seen.add(row.toString() + row.get("_step").getClass());
    if (shape == Shape.DOCS) {
      Program.call(run, "log", 7, row);
      seen.add(row.toString());
    }
    Program.call(builder, "withNotes", "of the next run");
    Object record = Program.call(run, "data");
    tellRecord(record, seen);
    seen.add("same: " + (Program.call(run, "data") == record));
    Program.call(run, shape.finish(), 0);
    return seen;
  }

  private static Object build(Object builder, Shape shape) throws Throwable {
    Program.call(builder, "withProject", "owls");
    Program.call(builder, "withName", "night");
    Program.call(builder, "withNotes", "cold");
    Program.call(builder, "withRunGroup", "g1");
    Program.call(builder, "setJobType", "train");
    Program.call(builder, "setSweepId", "sweep7");
    Program.call(builder, "setHost", "box");
    Program.call(builder, "withConfig", new JSONObject().put("replaced", 1));
    Program.call(builder, "withConfig", new JSONObject("{lr: 0.1, net: {depth: 2}, name: 'a'}"));
    if (shape.takesTagLists()) {
      Program.call(builder, "setTags", List.of("a", "b"));
    } else {
      Program.call(builder, "addTag", "a");
    }
    return Program.call(builder, "build");
  }

  private static Class<?> fault(Object run, String method, Object... arguments) {
    return catchThrowable(() -> Program.call(run, method, arguments)).getClass();
  }

  private static void tellRecord(Object record, List<String> seen) throws Throwable {
    for (String getter :
        List.of(
            "getRunId",
            "getEntity",
            "getProject",
            "getDisplayName",
            "getNotes",
            "getRunGroup",
            "getJobType",
            "getSweepId",
            "getHost",
            "getTagsList",
            "getConfig")) {
      seen.add(getter + ": " + Program.call(record, getter));
    }
    Object config = Program.call(record, "getConfig");
    seen.add("first update: " + Program.call(config, "getUpdate", 0));
    long start = (long) Program.call(Program.call(record, "getStartTime"), "getSeconds");
    long age = System.currentTimeMillis() / 1000 - start;
    seen.add("started today: " + (age >= 0 && age < Duration.ofDays(1).toSeconds()));
  }
}
