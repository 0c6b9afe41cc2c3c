package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final int ROUNDS = 500;

  @Test
  void drawsFromTheUpperHalfOfARangeThatDoublesUpTo30Seconds() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Backoff backoff = new Backoff(new Random(seed));
      for (long range : new long[] {500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000}) {
        assertThat(backoff.next(Duration.ZERO))
            .as("seed %d, range %d", seed, range)
            .isBetween(Duration.ofMillis(range / 2), Duration.ofMillis(range));
      }
    }
  }

  @Test
  void twoClientsDoNotComeBackAtOnce() {
    Set<Duration> first = new HashSet<>();
    Random random = new Random(1);
    for (int client = 0; client < 50; client++) {
      first.add(new Backoff(random).next(Duration.ZERO));
    }

    assertThat(first).hasSizeGreaterThan(25);
  }

  @Test
  void waitsAsLongAsTheServerAsked() {
    Backoff backoff = new Backoff(new Random(1));

    assertThat(backoff.next(Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void isNotShortenedByWhatTheServerAsked() {
    Backoff backoff = new Backoff(new Random(1));

    assertThat(backoff.next(Duration.ofMillis(1))).isGreaterThanOrEqualTo(Duration.ofMillis(250));
  }
}
