package ai.trainy.pluto;

import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.observe.console.Console;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The program's output while a run is open, as log lines of that run. */
final class RunConsole implements Console.Recipient {
  private final Unlogged run;
  private final AtomicLong printed = new AtomicLong();

  RunConsole(Unlogged run) {
    this.run = run;
  }

  /**
   * Starts to receive the console's lines. The call is here rather than in {@link Run}: to verify
   * it there, the JVM would load the classes of a feature that may be off.
   */
  void listenTo(Console console) {
    console.add(this);
  }

  @Override
  public boolean isOver() {
    return run.isOver();
  }

  /** Called on the console thread, and before the end of the run. */
  @Override
  public void take(List<ConsoleLines.Line> lines) throws IOException {
    if (!isOver()) {
      run.store(new ConsoleLines(printed.getAndAdd(lines.size()) + 1, lines));
    }
  }
}
