package ai.trainy.pluto.agent.cli;

import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.Recovery;
import ai.trainy.pluto.upload.UploadContext;
import ai.trainy.pluto.upload.UploadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows what would be sent of a run, by uploading a copy of it to nowhere. */
final class ShowRun {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final CommandOutput output;
  private final Settings settings;

  ShowRun(CommandOutput output, Settings settings) {
    this.output = output;
    this.settings = settings;
  }

  /**
   * Prints everything that an upload of a run sends.
   *
   * @throws IOException if it cannot be read, or not copied into the temporary directory
   */
  void show(Path run) throws IOException, InterruptedException {
    // Readable by its owner alone, as the run is.
    Path home = Files.createTempDirectory("pluto-show");
    try {
      Path copy = home.resolve(run.resolveSibling("").getFileName()).resolve(run.getFileName());
      copy(run, copy);
      Messages messages = new Messages(output.problems());
      String organization = RunStore.destination(run).organization().orElse("");
      Recovery recovery =
          new Recovery(
              new RunStore(home),
              () -> new ShownPluto(organization, output::data),
              new UploadContext(settings, messages, "no key"),
              Optional.of(PATIENCE));
      UploadResult result = recovery.recover(copy, new Ledger());
      if (result != UploadResult.WHOLE) {
        throw new IOException("not all of it could be shown");
      }
    } finally {
      delete(home);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    for (Path each : tree(from)) {
      Path copy = to.resolve(from.relativize(each).toString());
      if (each.getFileName().toString().equals("lock")) {
        // Where its run is in use, Windows lets nobody read it; and nobody has the copy.
        Files.createFile(copy);
      } else {
        Files.copy(each, copy);
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all = tree(directory);
    all.sort(Comparator.reverseOrder());
    for (Path each : all) {
      Files.delete(each);
    }
  }

  private static List<Path> tree(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.sorted().collect(Collectors.toList());
    }
  }
}
