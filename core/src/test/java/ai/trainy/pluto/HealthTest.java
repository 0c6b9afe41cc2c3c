package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.trainy.pluto.upload.Ledger;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static final long START = 1_767_225_600_000L;

  private final Ledger ledger = new Ledger();
  private final Health health = new Health(ledger, () -> 2_048, () -> 3, START);

  @Test
  void isToldOnceAMinute() {
    assertThat(health.at(START + 4_000)).isEmpty();
    assertThat(health.at(START + 60_000)).isNotEmpty();
    assertThat(health.at(START + 64_000)).isEmpty();
    assertThat(health.at(START + 120_000)).isNotEmpty();
  }

  @Test
  void hasTheNamesAndUnitsOfTheReference() {
    ledger.addStored(10);
    ledger.addRefused(2);

    assertThat(health.at(START + 60_000))
        .containsExactly(
            entry("sys/pluto.pending", 10.0),
            entry("sys/pluto.completed", 0.0),
            entry("sys/pluto.failed", 0.0),
            entry("sys/pluto.refused", 2.0),
            entry("sys/pluto.total_rows", 10.0),
            entry("sys/pluto.retries", 3.0),
            entry("sys/pluto.wal_size_kb", 2.0),
            entry("sys/pluto.lag_s", 0.0));
  }

  @Test
  void theLagIsHowLongTheOldestHasWaited() {
    ledger.addStored(10);
    health.at(START + 20_000);
    ledger.addStored(10);
    health.at(START + 40_000);

    assertThat(health.at(START + 60_000)).containsEntry("sys/pluto.lag_s", 40.0);
  }
}
