package ai.trainy.pluto.agent.weave;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.testing.Told;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped binding, woven into every shape of the client, in both flavours of class file. */
class WeaverTest {
  private final RecordingTee tee = new RecordingTee();
  private final Told told = new Told();
  private final Weaver weaver =
      new Weaver(
          Bindings.clients(), tee.handlers().table(), tee.handlers()::handler, told.messages());

  @AfterEach
  void unplug() {
    tee.handlers().plug(null);
  }

  static Stream<Arguments> clients() {
    return Arrays.stream(Shape.values())
        .flatMap(shape -> Stream.of(8, 11).map(release -> Arguments.of(shape, release)));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void everyCallIsSeenOnceWithItsRoleAndArguments(Shape shape, int release) throws Throwable {
    tee.handlers().plug(tee);
    Program program = new Program(CompiledClient.of(shape, release).wovenBy(weaver));
    JSONObject config = new JSONObject("{\"lr\":0.1}");
    JSONObject first = new JSONObject("{\"loss\":1}");
    JSONObject second = new JSONObject("{\"loss\":2}");

    Object builder = program.newBuilder();
    Program.call(builder, "withProject", "owls");
    Program.call(builder, "withName", "night");
    Program.call(builder, "withNotes", "cold");
    Program.call(builder, "withConfig", config);
    Program.call(builder, "withRunGroup", "g");
    Program.call(builder, "setJobType", "train");
    if (shape.takesTagLists()) {
      Program.call(builder, "setTags", List.of("a", "b"));
    } else {
      Program.call(builder, "addTag", "a");
    }
    Program.call(builder, "clearTags");
    Program.call(builder, "onPort", 5);
    Object run = Program.call(builder, "build");
    Program.call(run, "log", first);
    Program.call(run, "log", second, 7);
    Program.call(run, "data");
    Program.call(run, shape.finish(), 3);

    assertThat(tee.calls())
        .extracting(Object::toString)
        .containsExactly(
            "BUILDER withProject[owls]",
            "BUILDER withName[night]",
            "BUILDER withNotes[cold]",
            "BUILDER withConfig[{\"lr\":0.1}]",
            "BUILDER withRunGroup[g]",
            "BUILDER setJobType[train]",
            shape.takesTagLists() ? "BUILDER setTags[[a, b]]" : "BUILDER addTag[a]",
            "BUILDER clearTags[]",
            "INIT build[]",
            "LOG log[" + first + ", 1]",
            "LOG log[" + second + ", 7]",
            "FINISH " + shape.finish() + "[3]");
    assertThat(tee.calls(Role.LOG)).allSatisfy(call -> assertThat(call.receiver()).isSameAs(run));
    assertThat(tee.last(Role.FINISH).receiver()).isSameAs(run);
    assertThat(told.text()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void finishWithoutAnExitCodeIsOneCall(Shape shape, int release) throws Throwable {
    tee.handlers().plug(tee);
    Object run = new Program(CompiledClient.of(shape, release).wovenBy(weaver)).newRun();

    Program.call(run, shape == Shape.DOCS ? "done" : shape.finish());

    assertThat(tee.calls(Role.FINISH))
        .extracting(Object::toString)
        .containsExactly("FINISH " + shape.finish() + "[0]");
  }

  @Test
  void theManualsMethodsAreSeenWhereAForkHasThem() throws Throwable {
    tee.handlers().plug(tee);
    Program program = new Program(CompiledClient.of(Shape.DOCS, 11).wovenBy(weaver));
    JSONObject row = new JSONObject("{\"loss\":1}");

    Program.call(program.newBuilder(), "withGroup", "g");
    Program.call(program.newRun(), "log", 4, row);

    assertThat(tee.calls())
        .extracting(Object::toString)
        .containsExactly("BUILDER withGroup[g]", "INIT build[]", "LOG log[4, " + row + "]");
  }

  @ParameterizedTest
  @MethodSource("clients")
  void whatACallReturnsIsTheClientsOwnObject(Shape shape, int release) throws Throwable {
    tee.handlers().plug(tee);
    Program program = new Program(CompiledClient.of(shape, release).wovenBy(weaver));
    Object builder = program.newBuilder();

    assertThat(Program.call(builder, "withName", "a")).isSameAs(builder);
    Object run = Program.call(builder, "build");
    Object result = Program.call(run, "log", new JSONObject());
    assertThat(result).isNotNull().isSameAs(Program.read(run, "lastResult"));
    assertThat(Program.call(run, shape.finish(), 0)).isNull();
  }

  @Test
  void theOutcomeOfInitIsTheRun() throws Throwable {
    tee.handlers().plug(tee);

    Object run = new Program(CompiledClient.of(Shape.E, 11).wovenBy(weaver)).newRun();

    assertThat(tee.last(Role.INIT).outcomes()).isEqualTo(1);
    assertThat(tee.last(Role.INIT).returned()).isSameAs(run);
    assertThat(tee.last(Role.INIT).thrown()).isNull();
  }

  @Test
  void aRowIsToldOfAsItComesAndNotAgainWhenItIsDone() throws Throwable {
    tee.handlers().plug(tee);
    Object run = new Program(CompiledClient.of(Shape.E, 11).wovenBy(weaver)).newRun();

    Program.call(run, "log", new JSONObject(), 1);

    assertThat(tee.last(Role.LOG).outcomes()).isZero();
  }

  @Test
  void aRowIsSeenBeforeTheClientChangesIt() throws Throwable {
    List<String> seen = new ArrayList<>();
    Object run = new Program(CompiledClient.of(Shape.E, 11).wovenBy(weaver)).newRun();
    tee.handlers()
        .plug(
            (subject, details) -> {
              Object[] arguments = (Object[]) ((Object[]) details)[1];
              seen.add(arguments[0].toString());
              return null;
            });
    JSONObject row = new JSONObject("{\"loss\":1}");

    Program.call(run, "log", row, 5);

    assertThat(seen).containsExactly("{\"loss\":1}");
    assertThat(row.has("_step")).isTrue();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void whatACallThrowsIsTheClientsOwnException(Shape shape, int release) throws Throwable {
    tee.handlers().plug(tee);
    Program program = new Program(CompiledClient.of(shape, release).wovenBy(weaver));
    Object builder = program.newBuilder();
    Object run = Program.call(builder, "build");

    for (Throwable failure :
        List.of(new IllegalStateException("down"), new IOException("gone"), new Error("bad"))) {
      Program.write(run, "failure", failure);
      Program.write(builder, "failure", failure);
      assertThat(catchThrowable(() -> Program.call(run, "log", new JSONObject())))
          .isSameAs(failure);
      assertThat(catchThrowable(() -> Program.call(run, shape.finish(), 0))).isSameAs(failure);
      assertThat(tee.last(Role.FINISH).thrown()).isSameAs(failure);
      assertThat(catchThrowable(() -> Program.call(builder, "build"))).isSameAs(failure);
      assertThat(tee.last(Role.INIT).thrown()).isSameAs(failure);
      assertThat(failure).hasNoSuppressedExceptions().hasNoCause();
    }
  }

  @ParameterizedTest
  @MethodSource("clients")
  void theTextOfANullPointerExceptionIsTheOneWithoutUs(Shape shape, int release) throws Throwable {
    tee.handlers().plug(tee);
    CompiledClient client = CompiledClient.of(shape, release);

    List<String> woven = textsOfNullPointers(new Program(client.wovenBy(weaver)), shape);

    assertThat(woven)
        .isEqualTo(textsOfNullPointers(new Program(client.plain()), shape))
        .contains(
            "Cannot invoke \"org.json.JSONObject.length()\" because \"json\" is null",
            "Cannot invoke \"org.json.JSONObject.length()\" because \"config\" is null",
            "Cannot invoke \"String.trim()\" because \"project\" is null",
            "Cannot invoke \"String.length()\" because \"host\" is null");
  }

  @ParameterizedTest
  @MethodSource("clients")
  void theTextOfANullPointerExceptionIsTheOneWithoutUsWhereParametersHaveNoNames(
      Shape shape, int release) throws Throwable {
    tee.handlers().plug(tee);
    CompiledClient client = CompiledClient.withoutNames(shape, release);

    List<String> woven = textsOfNullPointers(new Program(client.wovenBy(weaver)), shape);

    assertThat(woven)
        .isEqualTo(textsOfNullPointers(new Program(client.plain()), shape))
        .contains("Cannot invoke \"String.trim()\" because \"<parameter1>\" is null");
  }

  private static List<String> textsOfNullPointers(Program program, Shape shape) throws Throwable {
    Object builder = program.newBuilder();
    Object run = Program.call(builder, "build");
    return Stream.of(
            catchThrowable(() -> Program.call(run, "log", null, 3)),
            catchThrowable(() -> Program.call(builder, "withConfig", (Object) null)),
            catchThrowable(() -> Program.call(builder, "withProject", (Object) null)),
            catchThrowable(() -> Program.call(run, shape.finish(), 99)))
        .map(Throwable::getMessage)
        .collect(Collectors.toList());
  }

  @ParameterizedTest
  @MethodSource("clients")
  void theStackOfAnExceptionIsTheOneWithoutUs(Shape shape, int release) throws Throwable {
    tee.handlers().plug(tee);
    CompiledClient client = CompiledClient.of(shape, release);

    List<List<StackTraceElement>> woven = stacks(new Program(client.wovenBy(weaver)), shape);

    assertThat(woven)
        .isNotEmpty()
        .allSatisfy(stack -> assertThat(stack).isNotEmpty())
        .usingRecursiveComparison()
        .ignoringFields("classLoaderName")
        .isEqualTo(stacks(new Program(client.plain()), shape));
  }

  private static List<List<StackTraceElement>> stacks(Program program, Shape shape)
      throws Throwable {
    Object builder = program.newBuilder();
    Object run = Program.call(builder, "build");
    return Stream.of(
            catchThrowable(() -> Program.call(run, "log", null, 3)),
            catchThrowable(() -> Program.call(builder, "withConfig", (Object) null)),
            catchThrowable(() -> Program.call(run, shape.finish(), 99)))
        .map(WeaverTest::framesOfTheClient)
        .collect(Collectors.toList());
  }

  /** From the top down to whoever called the client. */
  private static List<StackTraceElement> framesOfTheClient(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .takeWhile(frame -> frame.getClassName().startsWith("com.wandb.client."))
        .collect(Collectors.toList());
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("ours"),
        new IOException("ours"),
        new StackOverflowError("ours"),
        new InternalError("ours"),
        new NoClassDefFoundError("ours"),
        new Throwable("ours"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aTeeThatFailsWhenACallIsEnteredChangesNothing(Throwable failure) throws Throwable {
    int[] asked = new int[1];
    tee.handlers()
        .plug(
            (subject, details) -> {
              asked[0]++;
              return fail(failure);
            });

    assertThat(wholeRun(new Program(CompiledClient.of(Shape.E, 11).wovenBy(weaver))))
        .isEqualTo(wholeRun(new Program(CompiledClient.of(Shape.E, 11).plain())));
    assertThat(asked[0]).isPositive();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aTeeThatFailsWhenACallIsLeftChangesNothing(Throwable failure) throws Throwable {
    int[] left = new int[1];
    tee.handlers()
        .plug(
            (subject, details) -> {
              if (subject instanceof String) {
                return details;
              }
              left[0]++;
              return fail(failure);
            });

    assertThat(wholeRun(new Program(CompiledClient.of(Shape.E, 11).wovenBy(weaver))))
        .isEqualTo(wholeRun(new Program(CompiledClient.of(Shape.E, 11).plain())));
    assertThat(left[0]).isPositive();
  }

  @Test
  void aTeeThatChangesTheArgumentsItWasShownChangesNothing() throws Throwable {
    tee.handlers()
        .plug(
            (subject, details) -> {
              if (subject instanceof String) {
                Arrays.fill((Object[]) ((Object[]) details)[1], null);
              }
              return null;
            });

    assertThat(wholeRun(new Program(CompiledClient.of(Shape.E, 11).wovenBy(weaver))))
        .isEqualTo(wholeRun(new Program(CompiledClient.of(Shape.E, 11).plain())));
  }

  @ParameterizedTest
  @MethodSource("clients")
  void anUnpluggedHookChangesNothing(Shape shape, int release) throws Throwable {
    CompiledClient client = CompiledClient.of(shape, release);

    List<String> woven = wholeRun(new Program(client.wovenBy(weaver)), shape.finish());

    assertThat(woven).isEqualTo(wholeRun(new Program(client.plain()), shape.finish()));
    assertThat(tee.calls()).isEmpty();
  }

  @Test
  void aHookThatIsUnpluggedDuringACallIsNotAskedForItsOutcome() throws Throwable {
    BiFunction<Object, Object, Object> unplugsItself =
        (subject, details) -> {
          tee.handlers().plug(null);
          return tee.apply(subject, details);
        };
    tee.handlers().plug(unplugsItself);

    new Program(CompiledClient.of(Shape.E, 11).wovenBy(weaver)).newRun();

    assertThat(tee.last(Role.INIT).outcomes()).isZero();
  }

  /** What a program sees of a run: results, rows as the client left them, exceptions. */
  private static List<String> wholeRun(Program program) throws Throwable {
    return wholeRun(program, "finish");
  }

  private static List<String> wholeRun(Program program, String finish) throws Throwable {
    List<String> seen = new ArrayList<>();
    Object builder = program.newBuilder();
    seen.add("" + (Program.call(builder, "withProject", "owls") == builder));
    Object run = Program.call(builder, "build");
    JSONObject row = new JSONObject("{\"loss\":1}");
    seen.add("" + (Program.call(run, "log", row, 7) == Program.read(run, "lastResult")));
    seen.add(row.toString());
    seen.add("" + catchThrowable(() -> Program.call(run, "log", null, 3)));
    seen.add("" + catchThrowable(() -> Program.call(run, finish, 99)));
    seen.add("" + Program.call(run, finish, 0));
    return seen;
  }

  @SuppressWarnings("unchecked") // the cast is what lets a checked exception out
  private static <T extends Throwable> Object fail(Throwable failure) throws T {
    throw (T) failure;
  }

  @ParameterizedTest
  @MethodSource("clients")
  void aWovenClassHasTheMembersItHad(Shape shape, int release) throws Throwable {
    CompiledClient client = CompiledClient.of(shape, release);
    Program plain = new Program(client.plain());
    Program woven = new Program(client.wovenBy(weaver));

    for (String name : List.of(CompiledClient.RUN, CompiledClient.BUILDER)) {
      assertThat(members(woven.type(name))).isEqualTo(members(plain.type(name)));
    }
  }

  private static List<String> members(Class<?> type) {
    return Stream.<Member[]>of(
            type.getDeclaredMethods(), type.getDeclaredFields(), type.getDeclaredConstructors())
        .flatMap(Arrays::stream)
        .map(Object::toString)
        .sorted()
        .collect(Collectors.toList());
  }

  @Test
  void classesForJava8HaveSyntheticAccessorsAndThoseFor11HaveNot() throws Throwable {
    Program eight = new Program(CompiledClient.of(Shape.A, 8).plain());
    Program eleven = new Program(CompiledClient.of(Shape.A, 11).plain());

    assertThat(eight.type(CompiledClient.RUN).getDeclaredConstructors()).hasSize(2);
    assertThat(eleven.type(CompiledClient.RUN).getDeclaredConstructors()).hasSize(1);
  }

  @Test
  void onlyTheBoundClassesAreTouched() throws IOException {
    CompiledClient client = CompiledClient.of(Shape.A, 8);

    for (String name : client.classNames()) {
      boolean bound = name.equals(CompiledClient.RUN) || name.equals(CompiledClient.BUILDER);
      assertThat(transform(client, name) != null).as(name).isEqualTo(bound);
    }
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void aClientThatAFatJarMovedIsWovenAsWell(Shape shape) throws Throwable {
    tee.handlers().plug(tee);
    CompiledClient moved = inPackage(shape, "shaded.of.owls.com.wandb.client");

    Class<?> builder =
        new Program(moved.wovenBy(weaver)).type("shaded.of.owls." + CompiledClient.BUILDER);
    Program.call(builder.getDeclaredConstructor().newInstance(), "withName", "night");

    assertThat(tee.last(Role.BUILDER)).hasToString("BUILDER withName[night]");
  }

  @Test
  void aClassOfTheSameSimpleNameElsewhereIsLeftAlone() throws IOException {
    CompiledClient other = inPackage(Shape.E, "org.other");
    CompiledClient alike = inPackage(Shape.E, "telecom.wandb.client");

    assertThat(transform(other, "org.other.WandbRun")).isNull();
    assertThat(transform(alike, "telecom.wandb.client.WandbRun")).isNull();
    assertThat(told.text()).isEmpty();
  }

  private static CompiledClient inPackage(Shape shape, String name) throws IOException {
    return CompiledClient.of(
        shape, 11, source -> source.replace("package com.wandb.client;", "package " + name + ";"));
  }

  @Test
  void aClientWithoutARequiredMethodIsNotWovenAtAll() throws IOException {
    CompiledClient client = withoutNotes();

    assertThat(transform(client, CompiledClient.BUILDER)).isNull();
    assertThat(transform(client, CompiledClient.RUN)).isNull();
  }

  @Test
  void aClientWithoutARequiredMethodIsSaidOnceWithWhatIsMissingAndWhatIsThere() throws IOException {
    CompiledClient client = withoutNotes();

    transform(client, CompiledClient.BUILDER);
    transform(client, CompiledClient.RUN);
    transform(client, CompiledClient.RUN);

    assertThat(told.text().lines())
        .singleElement()
        .asString()
        .startsWith("pluto: com.wandb.client.WandbRun$Builder has no withNotes(String) but ")
        .contains("withName(String)", "setTags(List)", "onPort(int)", "build()")
        .contains("wandb is untouched");
  }

  private static CompiledClient withoutNotes() throws IOException {
    return CompiledClient.of(Shape.E, 11, source -> source.replace("withNotes(", "withRemarks("));
  }

  @Test
  void aRequiredMethodWithAnotherParameterIsMissing() throws IOException {
    CompiledClient client =
        CompiledClient.of(Shape.E, 11, source -> source.replace("int exitCode", "long exitCode"));

    assertThat(transform(client, CompiledClient.RUN)).isNull();
    assertThat(told.text())
        .startsWith("pluto: com.wandb.client.WandbRun has no finish(int) or done(int) but ")
        .contains("finish(long)");
  }

  @Test
  void aClientWithoutABoundClassIsNotWoven() throws IOException {
    CompiledClient client =
        CompiledClient.of(Shape.E, 11, source -> source.replace("Builder", "Maker"));

    assertThat(transform(client, CompiledClient.RUN)).isNull();
    assertThat(told.text())
        .startsWith("pluto: there is no class com.wandb.client.WandbRun$Builder. ");
  }

  @Test
  void theEndOfThisJvmCanBeWoven() throws IOException {
    Weaver end =
        new Weaver(
            List.of(Bindings.jvmEnd()),
            tee.handlers().table(),
            tee.handlers()::handler,
            told.messages());

    for (String name : List.of("java/lang/Shutdown", "java/lang/Thread")) {
      try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
        assertThat(end.transform(null, name, null, null, in.readAllBytes())).as(name).isNotNull();
      }
    }
    assertThat(told.text()).isEmpty();
  }

  @Test
  void aClassFileThatCannotBeReadIsLeftAloneAndSaid() throws IOException {
    byte[] garbage = "no class file".getBytes(US_ASCII);
    ClassLoader loader = CompiledClient.of(Shape.E, 11).plain();

    assertThat(weaver.transform(loader, "com/wandb/client/WandbRun", null, null, garbage)).isNull();
    assertThat(told.text().lines())
        .singleElement()
        .asString()
        .startsWith("pluto: com.wandb.client.WandbRun could not be woven (");
  }

  @Test
  void anAgentThatIsAttachedLateSaysOnceThatOpenRunsAreNotLogged() throws Exception {
    CompiledClient client = CompiledClient.of(Shape.E, 11);

    assertThat(retransform(client, CompiledClient.RUN)).isNotNull();
    assertThat(retransform(client, CompiledClient.RUN + "$Builder")).isNotNull();

    assertThat(told.text().lines())
        .singleElement()
        .asString()
        .contains("attached after com.wandb.client.WandbRun was loaded", "not logged to Pluto");
  }

  @Test
  void anotherAgentThatHasAClientTransformedAgainIsNoReasonToSayAnything() throws Exception {
    CompiledClient client = CompiledClient.of(Shape.E, 11);

    assertThat(transform(client, CompiledClient.RUN)).isNotNull();
    assertThat(retransform(client, CompiledClient.RUN)).isNotNull();

    assertThat(told.text()).isEmpty();
  }

  private byte[] retransform(CompiledClient client, String className) throws Exception {
    return weaver.transform(
        client.plain(),
        className.replace('.', '/'),
        client.plain().loadClass(className),
        null,
        client.classFile(className));
  }

  private byte[] transform(CompiledClient client, String className) {
    return weaver.transform(
        client.plain(), className.replace('.', '/'), null, null, client.classFile(className));
  }
}
