package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * Cuts the power wherever it may be cut. {@code -Ddisk.steps} says how long lives are that are all
 * lived; {@code -Ddisk.seeds} how many longer histories there are, {@code -Ddisk.from} which one is
 * the first.
 */
class PowerCutsTest {
  private static final int STEPS = Integer.getInteger("disk.steps", 2);
  private static final long FIRST = Long.getLong("disk.from", 1);
  private static final long SEEDS = Long.getLong("disk.seeds", 400);

  @Test
  void aPowerCutAtAnyOperationTakesNothingThatIsOnTheDisk() throws IOException {
    long began = System.nanoTime();
    PowerCuts cuts = new PowerCuts();
    for (int steps = 1; steps <= STEPS; steps++) {
      cuts.live(steps);
    }
    System.out.printf(
        "%d lives, %d cuts, %d different disks, %.1f s%n",
        cuts.lives(), cuts.cuts(), cuts.looks(), (System.nanoTime() - began) / 1e9);
    assertThat(cuts.looks()).isPositive();
  }

  @Test
  void whateverADiskDoesNothingThatIsOnItIsLost() throws IOException {
    long began = System.nanoTime();
    long operations = 0;
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      DiskHistory history = new DiskHistory(seed);
      try {
        history.play();
      } catch (AssertionError | IOException | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e, e);
      }
      operations += history.operations();
    }
    System.out.printf(
        "%d seeds, %d operations, %.1f s%n", SEEDS, operations, (System.nanoTime() - began) / 1e9);
  }

  @Test
  void aSeedIsTheSameHistoryEachTime() throws IOException {
    for (long seed = 1; seed <= 10; seed++) {
      DiskHistory first = new DiskHistory(seed);
      first.play();
      DiskHistory second = new DiskHistory(seed);
      second.play();
      assertThat(second.operations()).as("seed " + seed).isEqualTo(first.operations());
    }
  }
}
