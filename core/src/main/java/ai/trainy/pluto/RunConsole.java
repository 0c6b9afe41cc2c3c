package ai.trainy.pluto;

import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.observe.console.Console;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What the program prints while a run is open, as lines of that run. */
final class RunConsole implements Console.Recipient {
  private final Unlogged run;
  private final AtomicLong printed = new AtomicLong();

  RunConsole(Unlogged run) {
    this.run = run;
  }

  /**
   * Has the console give its lines to this. Here and not where a run is made: the JVM would load
   * what is switched off, to verify the call.
   */
  void listenTo(Console console) {
    console.add(this);
  }

  @Override
  public boolean isOver() {
    return run.isOver();
  }

  /** Called on the console's thread, and before the end of the run. */
  @Override
  public void take(List<ConsoleLines.Line> lines) throws IOException {
    if (!isOver()) {
      run.store(new ConsoleLines(printed.getAndAdd(lines.size()) + 1, lines));
    }
  }
}
