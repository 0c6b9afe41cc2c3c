package ai.trainy.pluto.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.testing.Told;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The client's own code left out, in every shape of the client and both flavours of class file. */
class StandaloneWeavingTest {
  private final Told told = new Told();
  private final List<String> unfit = new ArrayList<>();
  private final TestHandlers handlers = new TestHandlers();
  private final Weaver weaver =
      Weaver.withoutWandb(
          Bindings.clients(), handlers.table(), handlers::handler, told.messages(), unfit::add);
  private final List<String> calls = new ArrayList<>();
  private Object answer;

  @AfterEach
  void unplug() {
    handlers.plug(null);
  }

  static Stream<Arguments> clients() {
    return Arrays.stream(Shape.values())
        .flatMap(shape -> Stream.of(8, 11).map(release -> Arguments.of(shape, release)));
  }

  /** Answers every call that is left out, and keeps it. */
  private Object tee(Object subject, Object details) {
    Object[] parts = (Object[]) details;
    if (!(subject instanceof String) || parts.length < 3) {
      return null;
    }
    String site = (String) subject;
    String method = site.substring(site.lastIndexOf('.', site.indexOf('(')) + 1);
    calls.add(
        handlers.method(site).line().role()
            + " "
            + method.substring(0, method.indexOf('('))
            + Arrays.toString((Object[]) parts[1]));
    return answer;
  }

  /** A run such as init would have to answer; the client's own weaving keeps it from being used. */
  private Object newRun(Shape shape, int release) throws Throwable {
    CompiledClient client = CompiledClient.of(shape, release);
    Program program = new Program(client.wovenBy(weaver));
    Object run = program.newRun();
    assertThat(run).as("an unplugged hook leaves the client as it is").isNotNull();
    handlers.plug(this::tee);
    return run;
  }

  @ParameterizedTest
  @MethodSource("clients")
  void nothingOfARunIsDoneByTheClient(Shape shape, int release) throws Throwable {
    Object run = newRun(shape, release);
    Program.write(run, "failure", new IllegalStateException("the client's own code was run"));

    Program.call(run, "log", new JSONObject());
    Program.call(run, "log", new JSONObject(), 7);
    Program.call(run, "data");
    Program.call(run, shape.finish(), 3);
    Program.call(run, shape == Shape.DOCS ? "done" : shape.finish());

    assertThat(calls)
        .containsExactly(
            "LOG log[{}]",
            "LOG log[{}, 7]",
            "SKIP data[]",
            "FINISH " + shape.finish() + "[3]",
            "FINISH " + shape.finish() + "[0]");
    assertThat(Program.read(run, "lastResult")).isNull();
    assertThat(told.text()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void whatTheTeeAnswersIsReturned(Shape shape, int release) throws Throwable {
    Object run = newRun(shape, release);
    Class<?> result = run.getClass().getMethod("log", JSONObject.class).getReturnType();

    answer = result.getDeclaredConstructor().newInstance();

    assertThat(Program.call(run, "log", new JSONObject())).isSameAs(answer);
    assertThat(Program.call(run, "log", new JSONObject(), 7)).isSameAs(answer);
    assertThat(Program.call(run, shape.finish(), 0)).isNull();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void initReturnsTheAnswerAndBuildersCollectAsEver(Shape shape, int release) throws Throwable {
    Object run = newRun(shape, release);
    Object builder = new Program(run.getClass().getClassLoader()).newBuilder();
    answer = run;

    assertThat(Program.call(builder, "withProject", "owls")).isSameAs(builder);
    assertThat(Program.call(builder, "onPort", 5)).isSameAs(builder);
    assertThat(Program.call(builder, "build")).isSameAs(run);
    assertThat(calls).containsExactly("INIT build[]");
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aTeeThatFailsLeavesTheClientOutAllTheSame(Shape shape, int release) throws Throwable {
    Object run = newRun(shape, release);
    Program.write(run, "failure", new IllegalStateException("the client's own code was run"));
    handlers.plug(
        (subject, details) -> {
          throw new StackOverflowError("ours");
        });

    assertThat(Program.call(run, "log", new JSONObject())).isNull();
    assertThat(Program.call(run, shape.finish(), 3)).isNull();
  }

  @Test
  void anAnswerOfTheWrongTypeIsNone() throws Throwable {
    CompiledClient client =
        CompiledClient.of(
            Shape.E,
            11,
            source ->
                source.replace(
                    "private int take(",
                    "public int rows() { return step; }"
                        + " public boolean equals(Object other) { return builder == other; }"
                        + " public long[] sizes() { return new long[step]; }"
                        + " private int take("));
    Object run = new Program(client.wovenBy(weaver)).newRun();
    handlers.plug(this::tee);

    answer = "no result";
    assertThat(Program.call(run, "log", new JSONObject())).isNull();
    assertThat(Program.call(run, "rows")).isEqualTo(0);
    assertThat(Program.call(run, "sizes")).isNull();
    assertThat(Program.call(run, "equals", run)).isEqualTo(false);

    answer = 7;
    assertThat(Program.call(run, "rows")).isEqualTo(7);
    answer = true;
    assertThat(Program.call(run, "equals", run)).isEqualTo(true);
    answer = new long[2];
    assertThat(Program.call(run, "sizes")).isSameAs(answer);
  }

  @Test
  void aMethodThatLogsByAnotherAndNeedsTheClientIsSaid() throws IOException {
    CompiledClient client =
        CompiledClient.of(
            Shape.E,
            11,
            source ->
                source.replace(
                    "private int take(",
                    "public void logTwice(JSONObject json) { log(json, step); log(json, step); }"
                        + " private int take("));

    weaver.transform(
        client.plain(),
        CompiledClient.RUN.replace('.', '/'),
        null,
        null,
        client.classFile(CompiledClient.RUN));

    assertThat(told.text().lines())
        .singleElement()
        .asString()
        .contains("WandbRun.logTwice(JSONObject)", "logTwice(JSONObject) : log data=arg0 alone");
  }

  @Test
  void aClientThatDoesNotFitIsSaidNotToBeSwitchedOff() throws IOException {
    CompiledClient client =
        CompiledClient.of(Shape.E, 11, source -> source.replace("withNotes(", "withRemarks("));

    byte[] woven =
        weaver.transform(
            client.plain(),
            CompiledClient.RUN.replace('.', '/'),
            null,
            null,
            client.classFile(CompiledClient.RUN));

    assertThat(woven).isNull();
    assertThat(told.text()).contains("wandb is not switched off for it");
  }

  @Test
  void rolesOfStandaloneClientsAreNotThoseOfOthers() {
    assertThat(Bindings.clients().get(0).classes())
        .allSatisfy(
            bound ->
                assertThat(bound.methods())
                    .noneMatch(line -> line.role() == Role.SKIP || line.isAlone()));
  }
}
