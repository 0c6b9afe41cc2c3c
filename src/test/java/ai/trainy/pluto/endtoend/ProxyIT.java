package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.FewRows;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network from which Pluto is reached through a proxy alone. The local Pluto stands in for the
 * proxy: it answers requests for any host.
 */
class ProxyIT {
  private static final URI BEHIND = URI.create("http://pluto.invalid:3001");

  @TempDir Path home;

  @Test
  void theProxyOfTheEnvironmentIsUsed() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      assertArrives(pluto, behind().variable("http_proxy", pluto.url().toString()));
    }
  }

  @Test
  void theProxyOfTheJvmIsUsed() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      assertArrives(
          pluto,
          behind()
              .option("-Dhttp.proxyHost=" + pluto.url().getHost())
              .option("-Dhttp.proxyPort=" + pluto.url().getPort()));
    }
  }

  @Test
  void oursComesBeforeAllOthers() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      assertArrives(
          pluto,
          behind()
              .variable("http_proxy", "http://127.0.0.1:9")
              .variable("PLUTO_PROXY", pluto.url().toString()));
    }
  }

  @Test
  void whatNeedsNoProxyIsReachedWithout() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      assertArrives(
          pluto,
          Jvm.in(home)
              .withPluto(pluto.url())
              .variable("PLUTO_PROXY", "none")
              .variable("http_proxy", "http://127.0.0.1:9"));
    }
  }

  @Test
  void doctorTellsTheWayAndNoPassword() {
    Jvm.Ended doctor =
        behind().variable("http_proxy", "http://me:secret@localhost:9").commandLine("doctor");

    assertThat(doctor.exitCode()).as(doctor.toString()).isOne();
    assertThat(doctor.stdout())
        .contains("through the proxy http://localhost:9 (http_proxy)")
        .doesNotContain("secret");
  }

  private static void assertArrives(LocalPluto pluto, Jvm jvm) {
    Jvm.Ended program = jvm.withAgent().withExampleClient().run(FewRows.class);

    assertThat(program.exitCode()).as(program.toString()).isZero();
    assertThat(pluto.runs()).as(program.toString()).hasSize(1);
    assertThat(pluto.runs().get(0).pointCount()).isEqualTo(FewRows.ROWS);
  }

  private Jvm behind() {
    return Jvm.in(home).withPluto(BEHIND);
  }
}
