package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.local.DataRow;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.LogLine;
import ai.trainy.pluto.local.RunView;
import ai.trainy.pluto.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README: a real training, with the agent added and nothing else changed. */
class QuickstartIT {
  private static final Pattern LOGGED = Pattern.compile("logged (\\d+) points in (\\d+) steps");

  private static final int FOR_EVER = Short.MAX_VALUE;

  @TempDir Path home;

  @Test
  void asManyPointsArriveAsWereLoggedAndTheRunShowsWhereItRanAndWhatItPrinted() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended training =
          asUsersHaveIt(pluto)
              .runJar(Jvm.jar("quickstart"), "--epochs", 3, "--port", Jvm.freePort());

      assertThat(training.exitCode()).as(training.toString()).isZero();
      Matcher logged = LOGGED.matcher(training.stdout());
      assertThat(logged.find()).as(training.stdout()).isTrue();
      RunView run = pluto.runs().get(0);
      assertThat(run.pointCount()).isEqualTo(Long.parseLong(logged.group(1)));
      assertThat(run.points("train/loss")).hasSize(Integer.parseInt(logged.group(2)));
      assertThat(run.status()).isEqualTo("COMPLETED");
      // What is known after a second is sent: on a busy machine that is not all of it.
      assertThat(run.systemMetadata()).containsKey("os_info");
      assertThat(run.logLines())
          .extracting(LogLine::message)
          .anyMatch(line -> line.startsWith("epoch  train loss"))
          .anyMatch(line -> line.matches(" +3( +[0-9.]+){4}"));
      assertThat(shown(pluto, "/local/summary")).contains("\"points\":" + run.pointCount() + ",");
      assertThat(shown(pluto, run)).contains("\"status\":\"COMPLETED\"", "\"os_info\":");
      assertThat(shown(pluto, "/local/runs/" + run.runId() + "/logs"))
          .contains("epoch  train loss");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  @Test
  void whatItLogsWithACustomClientArrivesInTheSameRun() throws IOException {
    Path binding = Path.of("..", "..", "examples", "wandb-client", "example-wandb-client.binding");
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended training =
          asUsersHaveIt(pluto)
              .variable("PLUTO_WANDB_BINDINGS", binding.toRealPath().toString())
              .runJar(Jvm.jar("quickstart"), "--epochs", 1, "--port", Jvm.freePort());

      assertThat(training.exitCode()).as(training.toString()).isZero();
      assertThat(training.stdout()).contains("logged 16 images, 1 histogram, 1 table");
      assertThat(pluto.runs()).hasSize(1);
      RunView run = pluto.runs().get(0);
      assertThat(run.status()).as(training.toString()).isEqualTo("COMPLETED");
      assertThat(run.files()).hasSize(16);
      assertThat(run.dataRows())
          .extracting(DataRow::logName)
          .containsExactlyInAnyOrder("weights", "confusion");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  @Test
  void itsPageShowsTheMachineWhileItTrainsAndHowItWasEnded() throws IOException {
    try (LocalPluto pluto = LocalPluto.start();
        Running training =
            asUsersHaveIt(pluto)
                .spawnJar(Jvm.jar("quickstart"), "--epochs", FOR_EVER, "--port", Jvm.freePort())) {
      Await.until(
          training::toString,
          () ->
              !pluto.runs().isEmpty()
                  && shown(pluto, pluto.runs().get(0)).contains("\"sys/jvm.heap.used\""));

      Jvm.Ended ended = training.terminate();

      RunView run = pluto.runs().get(0);
      assertThat(run.status()).as(ended.toString()).isEqualTo("TERMINATED");
      assertThat(run.metricNames()).contains("sys/memory.used", "sys/disk.used");
      assertThat(run.sampleCount()).isPositive();
      assertThat(shown(pluto, run)).contains("\"statusMetadata\":{\"", "SIGTERM");
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  private Jvm asUsersHaveIt(LocalPluto pluto) {
    return Jvm.in(home)
        .variable("PLUTO_SYSTEM_METRICS", "true")
        .variable("PLUTO_METADATA", "true")
        .withAgent()
        .withPluto(pluto.url());
  }

  private static String shown(LocalPluto pluto, RunView run) {
    return shown(pluto, "/local/runs/" + run.runId());
  }

  /** What the page is given to show. */
  private static String shown(LocalPluto pluto, String path) {
    try (InputStream body = pluto.url().resolve(path).toURL().openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
