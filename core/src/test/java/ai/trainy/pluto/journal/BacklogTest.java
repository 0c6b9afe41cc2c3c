package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.testing.SimulatedMachine;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final SimulatedMachine machine = new SimulatedMachine(new Random(1), 0);
  private final DiskHealth health = new DiskHealth(0);
  private final Backlog backlog = new Backlog(1 << 20, () -> health, machine);

  @Test
  void writesInTimeAreWaitedForHoweverManyThereAre() {
    assertThat(waited(Duration.ofMillis(900), Duration.ofMillis(900))).isEqualTo(9_000);
  }

  @Test
  void aWriteThatTookTooLongIsNotWaitedForOnceMore() {
    assertThat(waited(Duration.ofMillis(900), Duration.ofMinutes(1))).isEqualTo(1_000);
  }

  /**
   * How long the tenth caller waits, ms.
   *
   * @param each how long passes until each of the records is written
   * @param first how long the first one has taken by then, of which some was before the calls
   */
  private long waited(Duration each, Duration first) {
    long[] waited = {0};
    machine.run(
        () -> {
          for (int i = 0; i < 9; i++) {
            backlog.add(entry(), PATIENCE.toNanos());
          }
          Backlog.Entry last = entry();
          machine.start(
              "writer", () -> write(each, first), e -> machine.fail("the writer got " + e));
          backlog.add(last, PATIENCE.toNanos());
          long began = machine.nanoTime();
          backlog.awaitWritten(last, PATIENCE.toNanos());
          waited[0] = Duration.ofNanos(machine.nanoTime() - began).toMillis();
        },
        () -> {});
    return waited[0];
  }

  private void write(Duration each, Duration first) {
    Duration took = first;
    while (backlog.peek() != null) {
      machine.sleep(each);
      health.wrote(machine.nanoTime() - took.toNanos(), machine.nanoTime(), PATIENCE.toNanos());
      backlog.remove(null);
      took = each;
    }
  }

  private static Backlog.Entry entry() {
    return new Backlog.Entry(RecordType.METRICS, new RecordBuffer(8), 1, Long.MAX_VALUE);
  }
}
