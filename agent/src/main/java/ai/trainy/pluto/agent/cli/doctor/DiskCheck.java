package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.agent.cli.runs.Disk;
import ai.trainy.pluto.agent.cli.text.Formats;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Can what is logged be kept where it is to be kept? */
final class DiskCheck {
  private static final String SUBJECT = "Disk";

  /** Less than this does for hardly a run. */
  private static final long LEAST_BYTES = 16L << 20;

  private DiskCheck() {}

  static void into(Diagnosis diagnosis, Settings settings) {
    Path directory = settings.journals();
    String advice =
        "Set " + Setting.DIR.variable() + " to a directory with room that you can write to.";
    Path existing = existing(directory);
    if (settings.areJournalsAmongOthers()) {
      diagnosis.warning(
          SUBJECT,
          "this user has no home directory, so journals are kept in "
              + directory
              + ", where they may not outlive the machine",
          advice);
    }
    try {
      long free = Files.getFileStore(existing).getUsableSpace();
      String text = directory + " (" + Formats.bytes(free) + " free)";
      if (!isUsable(home(settings))) {
        String why =
            home(settings).isClaimable() ? " cannot be written" : " belongs to someone else";
        tellInstead(diagnosis, settings, existing + why, advice);
      } else if (free < LEAST_BYTES) {
        diagnosis.failure(SUBJECT, text + " is almost full", advice);
      } else if (free < (long) settings.count(Setting.JOURNAL_LIMIT_MEGABYTES) << 20) {
        diagnosis.warning(
            SUBJECT, text + " has less room than a run may take while Pluto is away", advice);
      } else {
        diagnosis.ok(SUBJECT, text + (existing.equals(directory) ? "" : ", to be made"));
      }
      Disk.note(existing)
          .ifPresent(note -> diagnosis.warning(SUBJECT, directory + " " + note, advice));
    } catch (IOException e) {
      diagnosis.failure(SUBJECT, existing + ": " + Reason.of(e), advice);
    }
  }

  private static RunStore home(Settings settings) {
    return settings.areJournalsAmongOthers()
        ? RunStore.amongOthers(settings.journals())
        : new RunStore(settings.journals());
  }

  /** As a program does, which takes the next place that it can write to. */
  private static void tellInstead(
      Diagnosis diagnosis, Settings settings, String why, String advice) {
    Optional<Path> instead =
        settings.journalsInstead().stream()
            .filter(place -> isUsable(RunStore.amongOthers(place)))
            .findFirst();
    if (instead.isPresent()) {
      diagnosis.warning(
          SUBJECT,
          why
              + ": data is kept in "
              + instead.get()
              + " instead, where it may not outlive the machine",
          advice);
    } else {
      diagnosis.failure(SUBJECT, why, advice);
    }
  }

  private static boolean isUsable(RunStore home) {
    return home.isClaimable() && isWritable(existing(home.home()));
  }

  /** The directory, or what of the way to it is there. */
  private static Path existing(Path directory) {
    Path path = directory;
    while (!Files.exists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }

  /** By a file that is taken away again: permissions alone do not tell of a disk that is full. */
  private static boolean isWritable(Path directory) {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    Path file = null;
    try {
      file = Files.createTempFile(directory, "doctor", ".tmp");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(java.nio.ByteBuffer.wrap(new byte[4096]));
        channel.force(true);
      }
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      delete(file);
    }
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It is empty, and says whose it is.
    }
  }
}
