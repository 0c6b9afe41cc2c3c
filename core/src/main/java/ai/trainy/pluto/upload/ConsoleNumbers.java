package ai.trainy.pluto.upload;

import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.PlutoApi;
import ai.trainy.pluto.api.RunHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines of the console under numbers above those of the lines that the run had before: its
 * page orders them by number alone. Each process counts its lines from 1, and the server is asked
 * once how many it has. Safe for use by several threads.
 */
final class ConsoleNumbers {
  /** What is added to each number; null until it is known. */
  private @Nullable Long offset;

  /** Sends lines in order, in one attempt. */
  Outcome<Void> send(PlutoApi api, RunHandle run, List<ConsoleLines> lines) {
    Outcome<Long> known = offset(api, run, lines.get(0).first());
    return known.isAccepted() ? api.sendConsole(run, lines, known.value()) : known.failure();
  }

  private synchronized Outcome<Long> offset(PlutoApi api, RunHandle run, long first) {
    if (offset == null) {
      long own = first - 1;
      boolean hadLines = run.resumed() || own > 0;
      Outcome<Long> onServer = hadLines ? api.consoleLines(run) : Outcome.accepted(0L);
      if (!onServer.isAccepted() && onServer.kind() != Outcome.Kind.REFUSED) {
        return onServer;
      }
      // Of a run that was left behind, what was acknowledged last may not be counted yet.
      offset = onServer.isAccepted() ? Math.max(onServer.value() - own, 0) : 0;
    }
    return Outcome.accepted(offset);
  }
}
