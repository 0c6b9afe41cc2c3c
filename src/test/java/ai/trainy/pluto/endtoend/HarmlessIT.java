package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Failing;
import ai.trainy.pluto.endtoend.programs.FewRows;
import ai.trainy.pluto.local.Fault;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens on Pluto's side, the program does and says what it does without the agent. */
class HarmlessIT {
  /** Nobody listens there. */
  private static final URI NOBODY = URI.create("http://127.0.0.1:9");

  @TempDir static Path elsewhere;
  private static Jvm.Ended fewRowsWithoutTheAgent;

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "null-project null-config null-row null-row-at-step log-after-finish exit-without-finish, 7",
    "uncaught, 1",
    "null-row, 1"
  })
  void aProgramFailsAsItDoesWithoutTheAgent(String ways, int exitCode) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended without = failing(Jvm.in(home), ways);
      Jvm.Ended with = failing(Jvm.in(home).withAgent().withPluto(pluto.url()), ways);

      assertSame(with, without);
      assertThat(without.exitCode()).as(without.toString()).isEqualTo(exitCode);
    }
  }

  private static Jvm.Ended failing(Jvm jvm, String ways) {
    Object[] portsAndWays =
        Arrays.stream(ways.split(" ")).flatMap(way -> Stream.of(Jvm.freePort(), way)).toArray();
    return named(jvm).run(Failing.class, portsAndWays);
  }

  @Test
  void aServerThatIsDownChangesNothing() {
    Jvm.Ended with =
        named(Jvm.in(home).withAgent().withPluto(NOBODY).inAHurry())
            .withExampleClient()
            .run(FewRows.class);

    assertSame(with, fewRowsWithoutTheAgent());
    assertThat(with.said()).hasSize(1);
    assertThat(with.said().get(0))
        .contains("run 'few rows' incomplete: 0 of 3 values uploaded", "kept in " + home);
  }

  @Test
  void aServerThatNeverAnswersIsNotWaitedFor() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      // Far longer than any program of the suite may take.
      pluto.faults().always("/api/slug", Fault.hang(Duration.ofHours(1)));
      Jvm.Ended with =
          named(Jvm.in(home).withAgent().withPluto(pluto.url()).inAHurry())
              .withExampleClient()
              .run(FewRows.class);

      assertSame(with, fewRowsWithoutTheAgent());
    }
  }

  @Test
  void aSilentServerIsSaidOnceAfterTheInitTimeout() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.faults().always("/api/slug", Fault.hang(Duration.ofHours(1)));
      Jvm.Ended with =
          named(
                  Jvm.in(home)
                      .withAgent()
                      .withPluto(pluto.url())
                      .variable("PLUTO_INIT_TIMEOUT_SECONDS", "0.2")
                      .variable("PLUTO_FINISH_TIMEOUT_SECONDS", "2"))
              .withExampleClient()
              .run(FewRows.class);

      assertThat(with.said()).filteredOn(line -> line.contains("Cannot reach Pluto (")).hasSize(1);
    }
  }

  @Test
  void aKeyThatIsRefusedIsSaidOnceAndChangesNothing() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.keys().acceptOnly("mlpi_anotherkey0000000".substring(0, 21));
      Jvm.Ended with =
          named(Jvm.in(home).withAgent().withPluto(pluto.url()))
              .withExampleClient()
              .run(FewRows.class);

      assertSame(with, fewRowsWithoutTheAgent());
      assertThat(with.said())
          .filteredOn(line -> line.contains("Pluto rejected the key in PLUTO_API_KEY"))
          .hasSize(1)
          .first()
          .asString()
          .contains("Key not found", "/api-keys", "kept in")
          .doesNotContain("mlpi_0123456789abcdef");
    }
  }

  @Test
  void withoutAKeyThereIsOneHintAndNothingElse() {
    Jvm.Ended with = named(Jvm.in(home).withAgent()).withExampleClient().run(FewRows.class);

    assertSame(with, fewRowsWithoutTheAgent());
    assertThat(with.said()).hasSize(1);
    assertThat(with.said().get(0)).contains("PLUTO_API_KEY", "/api-keys");
    assertThat(home.resolve(".local")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "PLUTO_API_KEY, '', 'PLUTO_API_KEY is set but empty'",
    "PLUTO_PROJECT, mine, 'found PLUTO_PROJECT, PLUTO_WANDB_BINDINGS, but no API key'",
    "PLUTO_APIKEY, mlpi_x, 'Unknown setting PLUTO_APIKEY (ignored). Did you mean PLUTO_API_KEY?'"
  })
  void theHintSaysWhatIsMissingWhereSomethingIsSet(String name, String value, String hint) {
    Jvm.Ended ended =
        Jvm.in(home)
            .withAgentAndItsTimeouts()
            .withExampleClient()
            .variable(name, value)
            .run(FewRows.class);

    assertThat(ended.said()).hasSize(1);
    assertThat(ended.said().get(0))
        .contains(hint, "PLUTO_API_KEY", "login", "/api-keys", "wandb is not affected")
        .doesNotContain("mlpi_x");
  }

  @Test
  void switchedOffItSaysNothing() {
    Jvm.Ended with =
        named(Jvm.in(home).withAgent("mode=disabled").withPluto(NOBODY))
            .withExampleClient()
            .run(FewRows.class);

    assertThat(with.said()).isEmpty();
    assertThat(home.resolve(".local")).doesNotExist();
  }

  @Test
  void anUnwritableHomeIsSaidAndChangesNothing() throws IOException {
    Path notADirectory = Files.createFile(home.resolve("file"));
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended with =
          named(
                  Jvm.in(home)
                      .withAgent()
                      .withPluto(pluto.url())
                      .option("-Djava.io.tmpdir=" + home)
                      .variable("PLUTO_DIR", notADirectory.toString()))
              .withExampleClient()
              .run(FewRows.class);

      assertSame(with, fewRowsWithoutTheAgent());
      assertThat(with.said())
          .anyMatch(line -> line.contains("cannot write to") && line.contains("PLUTO_DIR"));
      assertThat(pluto.runs().get(0).pointCount()).isEqualTo(FewRows.ROWS);
    }
  }

  private static Jvm named(Jvm jvm) {
    return jvm.variable("WANDB_RUN_ID", "harmless");
  }

  /** What the program does by itself: the same each time, so it is looked at once. */
  private static synchronized Jvm.Ended fewRowsWithoutTheAgent() {
    if (fewRowsWithoutTheAgent == null) {
      fewRowsWithoutTheAgent = named(Jvm.in(elsewhere)).withExampleClient().run(FewRows.class);
    }
    return fewRowsWithoutTheAgent;
  }

  private static void assertSame(Jvm.Ended with, Jvm.Ended without) {
    assertThat(with.exitCode()).as(with.toString()).isEqualTo(without.exitCode());
    assertThat(with.stdout()).isEqualTo(without.stdout());
    assertThat(with.stderrOfTheProgram()).isEqualTo(without.stderrOfTheProgram());
  }
}
