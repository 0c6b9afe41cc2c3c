package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.NoClient;
import ai.trainy.pluto.endtoend.programs.Prints;
import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM that carries the agent and meets no wandb client does not notice it. */
class PayOnlyIfUsedIT {
  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("launchers")
  void noThreadNoSocketNoFileNoLine(String launcher) throws IOException {
    Jvm.Ended without = withKey(Jvm.of(launcher, home)).run(NoClient.class);
    Jvm.Ended with = withKey(Jvm.of(launcher, home).withAgent()).run(NoClient.class);

    assertThat(with.stdout()).isEqualTo(without.stdout()).contains("sockets 0", "hooked false");
    assertThat(with.stderr()).isEqualTo(without.stderr());
    assertThat(with.exitCode()).isZero();
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.startsWith("std"));
    }
  }

  @Test
  void noClassOfOursIsLoadedButTheEntry() throws IOException {
    Path log = home.resolve("classes.txt");
    Jvm.Ended ended =
        withKey(Jvm.in(home).withAgent().option("-Xlog:class+load:file=" + log))
            .run(NoClient.class);

    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    List<String> ours =
        Files.readAllLines(log).stream()
            .filter(line -> line.contains("pluto-wandb-agent.jar"))
            .collect(Collectors.toList());
    assertThat(ours).isNotEmpty().allMatch(line -> line.contains(" ai.trainy.pluto.agent."));
    assertThat(ours).noneMatch(line -> line.contains("AgentClassLoader"));
    assertThat(Files.readString(log)).doesNotContain("java.util.logging.LogManager");
  }

  /** Whatever asks for it first: the options, the bindings file or the client. */
  @Test
  void theAgentIsLoadedOnce() throws IOException {
    Path log = home.resolve("classes.txt");
    Jvm.Ended ended =
        withKey(Jvm.in(home).withAgent("mode=offline,nonsense"))
            .variable("PLUTO_WANDB_BINDINGS", "/nowhere/x.binding")
            .option("-Xlog:class+load:file=" + log)
            .run(Sine.class, Jvm.freePort(), 1, 0);

    assertThat(ended.exitCode()).as(ended.toString()).isZero();
    assertThat(ended.said())
        .anyMatch(line -> line.contains("'nonsense' is ignored"))
        .anyMatch(line -> line.contains("there is no file"))
        .anyMatch(line -> line.contains("Data is kept in"));
    List<String> ours = new ArrayList<>();
    Matcher names =
        Pattern.compile("ai\\.trainy\\.pluto\\.[\\w.$]+(?= )").matcher(Files.readString(log));
    while (names.find()) {
      ours.add(names.group());
    }
    assertThat(ours)
        .contains(
            "ai.trainy.pluto.agent.start.OptionsCheck",
            "ai.trainy.pluto.agent.start.UnreadBindings",
            "ai.trainy.pluto.agent.weave.Weaver")
        .doesNotHaveDuplicates();
  }

  /**
   * The classes of ours, and those of the JDK that are woven, of a program that logs and prints.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsTurnedOffIsNeitherLoadedNorWoven(boolean on) throws IOException {
    Path log = home.resolve("classes.txt");
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm jvm =
          Jvm.in(home)
              .withAgent()
              .withPluto(pluto.url())
              .withExampleClient()
              .option("-Xlog:class+load,redefine+class+load:file=" + log);
      for (String setting : List.of("CONSOLE", "SYSTEM_METRICS", "METADATA")) {
        jvm.variable("PLUTO_" + setting, Boolean.toString(on));
      }
      Jvm.Ended ended = jvm.run(Prints.class, 1, 1);

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(pluto.runs()).hasSize(1);
      assertThat(pluto.runs().get(0).systemMetadata().isEmpty()).isEqualTo(!on);
      assertThat(pluto.runs().get(0).logLines().isEmpty()).isEqualTo(!on);
    }
    String classes = Files.readString(log);
    for (String part : List.of("console", "system", "metadata")) {
      assertThat(classes.contains(" ai.trainy.pluto.observe." + part + ".")).as(part).isEqualTo(on);
    }
    assertThat(classes.contains(" ai.trainy.pluto.agent.tee.PrintHandlers ")).isEqualTo(on);
    assertThat(classes.contains("name=java.io.FileOutputStream,")).isEqualTo(on);
    assertThat(classes).contains("name=java.lang.Shutdown,");
  }

  /** With JAVA_TOOL_OPTIONS the agent comes into every tool of the JDK. */
  @TestFactory
  Stream<DynamicTest> toolsOfTheJdkBehaveAsWithout() throws IOException {
    Path bin = Path.of(System.getProperty("java.home"), "bin");
    List<Path> tools = new ArrayList<>();
    try (Stream<Path> files = Files.list(bin)) {
      files.filter(Files::isExecutable).filter(Files::isRegularFile).sorted().forEach(tools::add);
    }
    assertThat(tools).hasSizeGreaterThan(10);
    return tools.stream()
        .map(
            tool ->
                DynamicTest.dynamicTest(tool.getFileName().toString(), () -> sameWithout(tool)));
  }

  private void sameWithout(Path tool) throws IOException {
    // A harmless option on the other side, so that both JVMs say that they picked one up.
    Jvm.Ended without = run(tool, "-Dpluto.without=" + Jvm.agentJar());
    Jvm.Ended with = run(tool, "-javaagent:" + Jvm.agentJar());

    assertThat(with.exitCode()).as(with.toString()).isEqualTo(without.exitCode());
    assertThat(with.stdout()).isEqualTo(without.stdout());
    assertThat(noOptions(with.stderr())).isEqualTo(noOptions(without.stderr()));
  }

  /**
   * In a home of its own, where nothing is left to be made: jshell says, with the time, if it does.
   */
  private Jvm.Ended run(Path tool, String option) throws IOException {
    Path own = Files.createTempDirectory(home, "tool");
    Files.createDirectories(own.resolve(".java").resolve(".userPrefs"));
    return withKey(Jvm.in(own))
        // Of files that other JVMs leave and remove meanwhile, some JVMs say that they are locked.
        .variable("JAVA_TOOL_OPTIONS", option + " -XX:-UsePerfData -Duser.home=" + own)
        .start(List.of(tool.toString(), usage(tool)));
  }

  /**
   * What makes a tool answer and end at once. jconsole would open a window, whatever it is told.
   */
  private static String usage(Path tool) {
    return tool.endsWith("jconsole") ? "-J-version" : "--help";
  }

  private static String noOptions(String stderr) {
    return stderr
        .lines()
        .filter(line -> !line.startsWith("Picked up JAVA_TOOL_OPTIONS"))
        .collect(Collectors.joining("\n"));
  }

  private static Jvm withKey(Jvm jvm) {
    return jvm.variable("PLUTO_API_KEY", "mlpi_0123456789abcdef");
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
