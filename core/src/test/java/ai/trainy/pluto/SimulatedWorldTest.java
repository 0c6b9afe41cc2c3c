package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Searches the orders in which threads, requests, faults and kills may come. {@code -Dworld.seeds}
 * says how many, {@code -Dworld.from} which one is the first.
 */
class SimulatedWorldTest {
  private static final long FIRST = Long.getLong("world.from", 1);
  private static final long SEEDS = Long.getLong("world.seeds", 400);

  /** After so many, all classes are loaded. */
  private static final long WARM = 100;

  /** What a history may leave in the heap; a run that is kept takes 16 kB and more. */
  private static final long LEFT_BYTES = 1_000;

  /** In memory, where there is such a place. */
  private static final Path MEMORY = Path.of("/dev/shm");

  @TempDir Path disk;

  @Test
  void whateverHappensNothingIsLostAndNothingStops() throws IOException {
    Path directory = directory();
    try {
      long began = System.nanoTime();
      long steps = 0;
      long heap = 0;
      for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
        if (seed == FIRST + WARM) {
          heap = heap();
        }
        steps += play(seed, directory);
      }
      if (SEEDS > WARM) {
        assertThat(heap() - heap).as("bytes left").isLessThan(1_000_000 + SEEDS * LEFT_BYTES);
      }
      System.out.printf(
          "%d seeds, %d steps, %.1f s%n", SEEDS, steps, (System.nanoTime() - began) / 1e9);
    } finally {
      Files.deleteIfExists(directory);
    }
  }

  /** What waited for a disk that hung found no room, and was left pending for ever. */
  @ParameterizedTest
  @ValueSource(longs = {337, 719})
  void whatWasFoundOnceIsNotFoundAgain(long seed) throws IOException {
    Path directory = directory();
    play(seed, directory);
    Files.deleteIfExists(directory);
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    // What is unreachable behind what is finalized takes another round.
    runtime.gc();
    runtime.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long play(long seed, Path directory) throws IOException {
    Simulation simulation = new Simulation(seed, directory);
    try {
      simulation.play();
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
    return simulation.steps();
  }

  @Test
  void aSeedIsTheSameHistoryEachTime() throws IOException {
    Path directory = directory();
    for (long seed = 1; seed <= 5; seed++) {
      Simulation first = new Simulation(seed, directory);
      first.play();
      Simulation second = new Simulation(seed, directory);
      second.play();
      assertThat(second.steps()).as("seed " + seed).isEqualTo(first.steps());
    }
    Files.deleteIfExists(directory);
  }

  private Path directory() throws IOException {
    return Files.isWritable(MEMORY)
        ? Files.createTempDirectory(MEMORY, "world")
        : Files.createTempDirectory(disk, "world");
  }
}
