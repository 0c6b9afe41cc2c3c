package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.agent.cli.runs.Home;
import ai.trainy.pluto.agent.cli.runs.RunLabel;
import ai.trainy.pluto.agent.cli.text.Formats;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunSnapshot;
import ai.trainy.pluto.messages.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Deletes a left-behind run that is no longer wanted. */
final class DeleteRun {
  private final CommandOutput output;
  private final boolean canAsk;
  private final Predicate<String> consent;

  /**
   * @param canAsk whether there is somebody to ask, or the answer is known
   * @param consent answers a question with yes or no
   */
  DeleteRun(CommandOutput output, boolean canAsk, Predicate<String> consent) {
    this.output = output;
    this.canAsk = canAsk;
    this.consent = consent;
  }

  /**
   * Deletes a run after a question.
   *
   * @param asked its id, name, or the name of its directory
   * @param where for messages: the homes
   * @return the exit code
   */
  int delete(List<Home> homes, String asked, String where, boolean dryRun) throws IOException {
    List<Path> runs = new ArrayList<>();
    for (Home home : homes) {
      runs.addAll(home.runs(run -> RunLabel.matches(run, asked)));
    }
    if (runs.isEmpty()) {
      output.problem("error: no run '" + asked + "' in " + where + ". 'status' lists them.");
      return 1;
    }
    if (runs.size() > 1) {
      output.problem(
          "error: "
              + Formats.of(runs.size(), "run")
              + " are called '"
              + asked
              + "'. Give the name of a directory:");
      runs.forEach(run -> output.problem("  " + run.getFileName() + "  in " + run.getParent()));
      return 1;
    }
    Path run = runs.get(0);
    Home home =
        homes.stream().filter(each -> run.startsWith(each.path())).findFirst().orElseThrow();
    try {
      return delete(home, run, dryRun);
    } catch (IOException e) {
      output.problem("error: " + RunLabel.of(run) + " was not deleted: " + Reason.of(e));
      return 1;
    }
  }

  private int delete(Home home, Path run, boolean dryRun) throws IOException {
    String label = RunLabel.of(run);
    if (home.store().isInUse(run)) {
      return inUse(label);
    }
    String extent = extent(RunSnapshot.of(run));
    if (dryRun) {
      output.line("would delete  " + label + ": " + extent);
      return 0;
    }
    if (!canAsk) {
      output.problem("error: not a terminal. Add --yes to delete " + label + " (" + extent + ").");
      return 1;
    }
    if (!consent.test(
        "Delete " + label + " with " + extent + " that Pluto does not have? [y/N] ")) {
      output.line("kept      " + label);
      return 1;
    }
    Optional<RunDirectory> taken = home.store().take(run);
    if (taken.isEmpty()) {
      return inUse(label);
    }
    // Once more: it may have been uploaded in part while the question was open.
    extent = extent(RunSnapshot.of(run));
    taken.get().delete();
    output.line("deleted   " + label + ": " + extent);
    return 0;
  }

  private int inUse(String label) {
    output.problem("error: " + label + " was not deleted: " + Sync.IN_USE);
    return 1;
  }

  private static String extent(RunSnapshot snapshot) {
    return Formats.of(snapshot.pendingValues(), "value")
        + " ("
        + Formats.of(snapshot.pendingFiles(), "file")
        + " among them), "
        + Formats.bytes(snapshot.pendingBytes());
  }
}
