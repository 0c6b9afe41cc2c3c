package ai.trainy.pluto.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.Jvm;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One program, run without the agent and with it, each time in a home of its own. */
final class Pair {
  /** How a program is run. */
  interface Program {
    Jvm.Ended run(Jvm jvm) throws IOException;
  }

  private final Jvm.Ended without;
  private final Jvm.Ended with;

  private Pair(Jvm.Ended without, Jvm.Ended with) {
    this.without = without;
    this.with = with;
  }

  /**
   * Runs it twice.
   *
   * @param home a directory of the test's own
   * @param pluto where the second of them logs to
   */
  static Pair of(String launcher, Path home, LocalPluto pluto, Program program) throws IOException {
    Jvm bare = Jvm.of(launcher, Files.createDirectories(home.resolve("without")));
    Jvm agent =
        Jvm.of(launcher, Files.createDirectories(home.resolve("with")))
            .withAgent()
            .withPluto(pluto.url())
            .withExampleClient();
    return new Pair(program.run(bare), program.run(agent));
  }

  /** It does and says the same, byte for byte; returns how it ended with the agent. */
  Jvm.Ended assertSame() {
    assertThat(with.exitCode()).as(with.toString()).isEqualTo(without.exitCode());
    assertThat(with.stdout()).isEqualTo(without.stdout());
    assertThat(with.stderrOfTheProgram()).isEqualTo(without.stderrOfTheProgram());
    return with;
  }

  /** The same of a program whose stderr has times in it. */
  Jvm.Ended assertSameOnStdout() {
    assertThat(with.exitCode()).as(with.toString()).isEqualTo(without.exitCode());
    assertThat(with.stdout()).isEqualTo(without.stdout());
    return with;
  }
}
