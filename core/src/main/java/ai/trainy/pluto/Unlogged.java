package ai.trainy.pluto;

import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalFullException;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.upload.Ledger;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Stores data that the program did not log itself in a run's journal. It is not included in the
 * count of the program's values; data without space on disk is dropped without a message.
 */
final class Unlogged {
  private final Journal journal;
  private final Ledger ledger;
  private final BooleanSupplier over;

  /**
   * @param over whether the run accepts no more data
   */
  Unlogged(Journal journal, Ledger ledger, BooleanSupplier over) {
    this.journal = journal;
    this.ledger = ledger;
    this.over = over;
  }

  boolean isOver() {
    return over.getAsBoolean();
  }

  void store(MetricsRecord metrics) throws IOException {
    store(metrics.size(), metrics, Journal::append);
  }

  void store(ConsoleLines lines) throws IOException {
    store(0, lines, Journal::append);
  }

  private <T> void store(int values, T record, Run.Append<T> how) throws IOException {
    ledger.addSampled(values);
    try {
      how.append(journal, record);
    } catch (IOException e) {
      ledger.addSampled(-values);
      if (!(e instanceof JournalFullException)) {
        throw e;
      }
    }
  }
}
