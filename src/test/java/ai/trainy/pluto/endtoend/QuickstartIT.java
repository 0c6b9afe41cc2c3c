package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README: a real training, with the agent added and nothing else changed. */
class QuickstartIT {
  private static final Pattern LOGGED = Pattern.compile("logged (\\d+) points in (\\d+) steps");

  @TempDir Path home;

  @Test
  void asManyPointsArriveAsWereLogged() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended training =
          Jvm.in(home)
              .withAgent()
              .withPluto(pluto.url())
              .runJar(Jvm.jar("quickstart"), "--epochs", 3, "--port", Jvm.freePort());

      assertThat(training.exitCode()).as(training.toString()).isZero();
      Matcher logged = LOGGED.matcher(training.stdout());
      assertThat(logged.find()).as(training.stdout()).isTrue();
      RunView run = pluto.runs().get(0);
      assertThat(run.pointCount()).isEqualTo(Long.parseLong(logged.group(1)));
      assertThat(run.points("train/loss")).hasSize(Integer.parseInt(logged.group(2)));
      assertThat(run.status()).isEqualTo("COMPLETED");
      assertThat(pluto.refusals()).isEmpty();
    }
  }
}
