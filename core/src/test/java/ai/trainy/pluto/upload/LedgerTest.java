package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
  @Test
  void addsUp() {
    Ledger ledger = new Ledger();
    ledger.addStored(10);
    ledger.addRefused(3);
    ledger.addSent(5);
    ledger.addRejected(2);

    assertThat(ledger.seen()).isEqualTo(13);
    assertThat(ledger.stored()).isEqualTo(10);
    assertThat(ledger.refused()).isEqualTo(3);
    assertThat(ledger.sent()).isEqualTo(5);
    assertThat(ledger.rejected()).isEqualTo(2);
    assertThat(ledger.pending()).isEqualTo(3);
  }
}
