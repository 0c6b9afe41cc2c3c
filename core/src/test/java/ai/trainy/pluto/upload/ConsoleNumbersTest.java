package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.testing.FakePluto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleNumbersTest {
  private static final RunHandle NEW = new RunHandle(1, "heron", "orbit-lab", "url", false);
  private static final RunHandle RESUMED = new RunHandle(1, "heron", "orbit-lab", "url", true);

  private final Server server = new Server();
  private final ConsoleNumbers numbers = new ConsoleNumbers();

  /** A server that has some lines already. */
  private static final class Server extends ForwardingPluto {
    private Outcome<Long> lines = Outcome.accepted(0L);
    private int asked;
    private final List<Long> sent = new ArrayList<>();

    Server() {
      super(new FakePluto());
    }

    @Override
    public Outcome<Long> consoleLines(RunHandle run) {
      asked++;
      return lines;
    }

    @Override
    public Outcome<Void> sendConsole(RunHandle run, List<ConsoleLines> some, long offset) {
      some.forEach(one -> sent.add(offset + one.first()));
      return Outcome.accepted(null);
    }
  }

  private Outcome<Void> send(RunHandle run, long first) {
    return numbers.send(
        server,
        run,
        List.of(new ConsoleLines(first, List.of(new ConsoleLines.Line(0, false, "x")))));
  }

  @Test
  void aNewRunCountsFromOneAndAsksNobody() {
    send(NEW, 1);
    send(NEW, 2);

    assertThat(server.sent).containsExactly(1L, 2L);
    assertThat(server.asked).isZero();
  }

  @Test
  void aRunThatGoesOnNumbersItsLinesAboveThoseThatAreThere() {
    server.lines = Outcome.accepted(40L);
    send(RESUMED, 1);
    server.lines = Outcome.accepted(41L);
    send(RESUMED, 2);

    assertThat(server.sent).containsExactly(41L, 42L);
    assertThat(server.asked).isOne();
  }

  @Test
  void aRunThatWasLeftBehindKeepsItsNumbers() {
    server.lines = Outcome.accepted(7L);
    send(NEW, 10);

    assertThat(server.sent).as("its last lines are not counted yet").containsExactly(10L);
  }

  @Test
  void aResumedRunThatWasLeftBehindGoesOnAboveAllThatIsThere() {
    server.lines = Outcome.accepted(49L);
    send(RESUMED, 10);

    assertThat(server.sent).containsExactly(50L);
  }

  @Test
  void nothingIsSentBeforeItIsKnown() {
    server.lines = Outcome.tryAgain("away", Duration.ZERO);
    assertThat(send(RESUMED, 1).isAccepted()).isFalse();
    assertThat(server.sent).isEmpty();
    server.lines = Outcome.accepted(40L);
    send(RESUMED, 1);

    assertThat(server.sent).containsExactly(41L);
  }

  @Test
  void aServerThatDoesNotTellIsTakenToHaveNone() {
    server.lines = Outcome.refused("no such address");
    send(RESUMED, 1);

    assertThat(server.sent).containsExactly(1L);
  }
}
