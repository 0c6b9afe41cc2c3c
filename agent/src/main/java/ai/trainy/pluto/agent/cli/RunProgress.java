package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.upload.Ledger;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The bar of one run's upload, while that goes on on another thread. */
final class RunProgress {
  private static final long PERIOD_MILLIS = 200;

  private final CountDownLatch over = new CountDownLatch(1);
  private final CommandOutput output;
  private final Thread drawing;

  RunProgress(CommandOutput output, Ledger ledger, String what) {
    this.output = output;
    this.drawing = new Thread(() -> draw(ledger, what), "bar");
    drawing.setDaemon(true);
    if (output.hasBar()) {
      drawing.start();
    }
  }

  private void draw(Ledger ledger, String what) {
    try {
      do {
        output.bar(ledger.sent() + ledger.rejected(), ledger.stored(), what);
      } while (!over.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS));
      // An upload that is faster than the bar is seen as well.
      output.bar(ledger.sent() + ledger.rejected(), ledger.stored(), what);
    } catch (InterruptedException e) {
      // then the bar stands still
    }
  }

  /** Takes the bar away; it does not come back. */
  void stop() throws InterruptedException {
    over.countDown();
    drawing.join();
    output.clear();
  }
}
