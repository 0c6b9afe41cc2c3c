package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Endless;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import ai.trainy.pluto.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the machine and the JVM do, beside what the program logs. */
class SystemMetricsIT {
  private static final int ROWS = 20;

  @TempDir Path home;

  @Test
  @EnabledOnOs(OS.LINUX)
  void aRunShowsTheMachineAndTheJvm() throws IOException {
    try (LocalPluto pluto = LocalPluto.start();
        Running program = endless(pluto)) {
      // Processors from the second sample on.
      Await.until(
          program::toString,
          () ->
              pluto.runs().stream()
                  .flatMap(run -> run.metricNames().stream())
                  .anyMatch(name -> name.startsWith("sys/cpu.percentage.")));

      assertThat(run(pluto).metricNames())
          .contains(
              "loss",
              "sys/memory.used",
              "sys/disk.used",
              "sys/network.bytes_recv.rate",
              "sys/jvm.heap.used",
              "sys/jvm.threads",
              "sys/jvm.cpu.percentage");
      assertThat(run(pluto).points("sys/jvm.heap.used")).hasSizeGreaterThan(1);
      assertThat(run(pluto).isConfigIndexed()).isTrue();
      assertThat(program.stdout()).isEqualTo("first half\n");
      assertThat(pluto.refusals()).isEmpty();

      Files.createFile(home.resolve("go"));
      Await.until(program::toString, () -> run(pluto).points("loss").size() == 2 * ROWS);
      Jvm.Ended ended = program.terminate();
      assertThat(ended.said())
          .filteredOn(
              line ->
                  line.contains("'never done' (")
                      && line.contains(" complete: " + 2 * ROWS + " values"))
          .hasSize(1);
    }
  }

  /** One that is uploaded at once waits for it no longer than a second. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aRunThatIsUploadedLaterHasAllThatWasFoundOfItsMachine() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm jvm = offline(pluto).variable("PLUTO_METADATA", "true");
      try (Running program = jvm.spawn(Endless.class, "endless1", ROWS, home.resolve("go"))) {
        Await.until(program::toString, () -> isKept("requirements"));
        program.terminate();
      }

      jvm.variable("PLUTO_MODE", "online").commandLine("sync");

      assertThat(run(pluto).systemMetadata())
          .containsKeys("process", "java", "os_info", "platform", "cpu", "memory", "requirements");
      assertThat(run(pluto).systemMetadata().toString())
          .contains(Endless.class.getName(), "pluto-wandb-agent==")
          .doesNotContain(Jvm.KEY);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void toolsThatHangOrTalkNonsenseCostWhatTheyWereAskedAlone() throws IOException {
    Path bin = Files.createDirectory(home.resolve("bin"));
    tool(bin, "git", "echo $$ >> " + home.resolve("asked") + "\nexec sleep 100000");
    tool(bin, "nvidia-smi", "echo $$ >> " + home.resolve("asked") + "\nexec yes '\377, -, ,'");
    Path head = home.resolve(".git").resolve("HEAD");
    Files.createDirectory(head.getParent());
    Files.writeString(head, "ref: refs/heads/trunk\n");
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm jvm =
          offline(pluto)
              .variable("PLUTO_SYSTEM_METRICS", "true")
              .variable("PLUTO_METADATA", "true")
              .variable("PATH", bin + ":/usr/bin:/bin");
      try (Running program = jvm.spawn(Endless.class, "endless2", ROWS, home.resolve("go"))) {
        Await.until(program::toString, () -> isKept("trunk") && isKept("sys/memory.used"));
        Await.until(program::toString, () -> program.descendants().findAny().isEmpty());
        assertThat(program.terminate().said()).hasSize(1);
      }

      jvm.variable("PLUTO_MODE", "online").commandLine("sync");

      assertThat(Files.readAllLines(home.resolve("asked"))).hasSizeGreaterThan(1);
      assertThat(run(pluto).metricNames())
          .contains("sys/memory.used")
          .noneMatch(name -> name.startsWith("sys/gpu."));
      assertThat(run(pluto).systemMetadata()).containsKeys("process", "os_info");
      assertThat(run(pluto).systemMetadata().toString()).contains("trunk");
      assertThat(run(pluto).points("loss")).hasSize(ROWS);
    }
  }

  private Jvm offline(LocalPluto pluto) {
    return Jvm.in(home)
        .withAgent()
        .withPluto(pluto.url())
        .variable("PLUTO_DIR", home.resolve("journals").toString())
        .variable("PLUTO_MODE", "offline")
        .withExampleClient();
  }

  /** Whether it stands in a file of the run. */
  private boolean isKept(String text) {
    try (Stream<Path> files = Files.walk(home.resolve("journals"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        if (Jvm.read(file).contains(text)) {
          return true;
        }
      }
      return false;
    } catch (IOException | UncheckedIOException notYet) {
      return false;
    }
  }

  private static void tool(Path bin, String name, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Running endless(LocalPluto pluto) throws IOException {
    return Jvm.in(home)
        .withAgent()
        .withPluto(pluto.url())
        .variable("PLUTO_SYSTEM_METRICS", "true")
        .variable("PLUTO_METADATA", "true")
        .withExampleClient()
        .spawn(Endless.class, "endless1", ROWS, home.resolve("go"));
  }

  private static RunView run(LocalPluto pluto) {
    return pluto.runs().get(0);
  }
}
