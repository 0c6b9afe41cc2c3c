package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Endless;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      assertThat(run(pluto).systemMetadata())
          .containsKeys("process", "java", "os_info", "platform", "cpu", "memory", "requirements");
      assertThat(run(pluto).systemMetadata().toString())
          .contains(Endless.class.getName(), "pluto-wandb-agent==")
          .doesNotContain(Jvm.KEY);
      assertThat(run(pluto).isConfigIndexed()).isTrue();
      assertThat(program.stdout()).isEqualTo("first half\n");
      assertThat(pluto.refusals()).isEmpty();

      Files.createFile(home.resolve("go"));
      Await.until(program::toString, () -> run(pluto).points("loss").size() == 2 * ROWS);
      Jvm.Ended ended = program.terminate();
      assertThat(ended.said())
          .filteredOn(line -> line.contains("all " + 2 * ROWS + " values of 'never done'"))
          .hasSize(1);
    }
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
