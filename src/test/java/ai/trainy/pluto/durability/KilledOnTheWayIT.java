package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.local.Fault;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.testing.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kill -9} while a request is on its way: whatever the server made of it, nothing is lost.
 */
class KilledOnTheWayIT {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path directory;

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource("requests")
  void aRequestThatWasNeverAnsweredIsMadeAgain(String what, String path, Fault fault)
      throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      Home home = new Home(directory, pluto.url());
      pluto.faults().next(path, fault);
      try (Forked program = home.start("on-the-way")) {
        program.command("log 2 500 20 0").await("done");
        Await.until(what, () -> pluto.faults().struck() == 1);
        program.kill();

        home.recover();

        Account account = new Account();
        account.add(pluto.run(Home.PROJECT, "on-the-way"), program.told(), 20);
        assertThat(account.points()).isEqualTo(2 * 500 * 20);
        assertThat(account.lost() + account.doubled() + account.wrong()).as("%s", account).isZero();
      }
      assertThat(pluto.runs()).hasSize(1);
      assertThat(pluto.run(Home.PROJECT, "on-the-way").status()).isEqualTo("FAILED");
      assertThat(home.left()).isEmpty();
    }
  }

  private static Stream<Arguments> requests() {
    Stream<Arguments> whole =
        Stream.of("/api/runs/create", "/api/runs/logName/add", "/ingest/metrics")
            .flatMap(
                path ->
                    Stream.of(
                        Arguments.of("arrival, not acceptance", path, Fault.hang(LONG)),
                        Arguments.of("acceptance", path, Fault.hangBeforeAnswering(LONG))));
    Fault half = Fault.cutAfterReading(5_000);
    return Stream.concat(
        whole, Stream.of(Arguments.of("acceptance of half", "/ingest/metrics", half)));
  }
}
