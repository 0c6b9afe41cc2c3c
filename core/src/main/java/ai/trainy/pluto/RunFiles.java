package ai.trainy.pluto;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.journal.Content;
import ai.trainy.pluto.journal.JournalFullException;
import ai.trainy.pluto.journal.StagedFiles;
import ai.trainy.pluto.messages.CoreMessage;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.route.FileKey;
import ai.trainy.pluto.route.FileName;
import ai.trainy.pluto.route.PlainValue;
import ai.trainy.pluto.settings.Setting;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.LocalRun;
import ai.trainy.pluto.upload.Upload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Stores the files that a run logs, as they are at that moment: media, saved files, artifacts.
 * Thread-safe.
 */
final class RunFiles {
  private static final int MAX_CAPTION = 4096;

  private final FileKey key;
  private final StagedFiles staged;
  private final Upload upload;
  private final Ledger ledger;
  private final Refusals refusals;

  /** The read lock is held while a file is copied. */
  private final ReadWriteLock staging = new ReentrantReadWriteLock();

  private volatile boolean over;

  RunFiles(LocalRun local, Upload upload, Refusals refusals) {
    this.key = new FileKey(local.directory().spec().project());
    this.staged = local.directory().files();
    this.upload = upload;
    this.ledger = local.ledger();
    this.refusals = refusals;
  }

  /**
   * @param time ms since the epoch
   */
  void save(MediaGroup group, long step, long time) {
    int index = 0;
    for (Media media : group.media()) {
      save(group.name(), media, index++, step, time);
    }
  }

  private void save(String name, Media media, int index, long step, long time) {
    String caption = media.caption().orElse(null);
    FileEntry.Builder entry =
        entry(media.type(), name, caption == null ? "" : caption, media.extension())
            .at(step, time)
            .sampleIndex(index)
            .caption(caption(caption));
    if (!(media instanceof Image)) {
      stage(name, media.content(), entry.build(), true);
      return;
    }
    ImageFiles image =
        new ImageFiles(
            (Image) media,
            fault ->
                refusals.refuseOne(
                    Shown.of(name), CoreMessage.IMAGE_INCOMPLETE, Shown.of(name), fault));
    if (stage(name, media.content(), entry.annotations(image.annotations()).build(), true)) {
      for (Map.Entry<String, Content> mask : image.masks().entrySet()) {
        FileEntry file =
            FileEntry.of(LogType.IMAGE, key.logName(name), mask.getKey())
                .fileType("mask")
                .at(step, time)
                .sampleIndex(index)
                .build();
        stage(name, mask.getValue(), file, true);
      }
    }
  }

  void save(Path file, long step) {
    String name = String.valueOf(file.toAbsolutePath().getFileName());
    saveFile("save/" + name, name, file, step);
  }

  void save(String pattern, long step) {
    List<Path> files;
    try {
      files = Glob.of(pattern).files();
    } catch (IOException | IllegalArgumentException e) {
      refusals.refuseOne(pattern, CoreMessage.PATTERN_UNREADABLE, pattern, e);
      return;
    }
    if (files.isEmpty()) {
      refusals.refuseOne(pattern, CoreMessage.PATTERN_WITHOUT_FILE, pattern);
    }
    files.forEach(file -> save(file, step));
  }

  void save(Artifact artifact, long step) {
    artifact
        .files()
        .forEach(
            (entry, file) ->
                saveFile("artifacts/" + artifact.name() + "/" + entry, entry, file, step));
  }

  void saveArtifact(Path file, @Nullable String name, long step) {
    String own = String.valueOf(file.toAbsolutePath().getFileName());
    saveFile("artifacts/" + (name == null || name.isBlank() ? own : name), own, file, step);
  }

  private void saveFile(String name, String caption, Path file, long step) {
    FileEntry entry =
        entry(LogType.ARTIFACT, name, caption, FileName.extension(file.toString()))
            .at(step, System.currentTimeMillis())
            .caption(caption(caption))
            .build();
    stage(name, new FileContent(file), entry, false);
  }

  /** Returns how many bytes wait for upload. */
  long waitingBytes() {
    return staged.waitingBytes();
  }

  private FileEntry.Builder entry(LogType type, String name, String caption, String extension) {
    String logName = key.logName(name);
    return FileEntry.of(type, logName, key.fileName(logName, caption, extension))
        .fileType(FileName.ending(extension));
  }

  private static @Nullable String caption(@Nullable String caption) {
    return caption == null
        ? null
        : PlainValue.text(caption.substring(0, Math.min(caption.length(), MAX_CAPTION)));
  }

  /**
   * @param mustHaveContent whether an empty file is an error
   */
  private boolean stage(String name, Content content, FileEntry entry, boolean mustHaveContent) {
    staging.readLock().lock();
    try {
      if (over) {
        refusals.afterEnd(1);
        return false;
      }
      if (mustHaveContent && content.size() == 0) {
        throw new IOException("it is empty");
      }
      // Counted first: the uploader must never find more sent than stored.
      ledger.addStored(1);
      try {
        staged.stage(content, entry);
      } catch (IOException | RuntimeException | Error e) {
        ledger.addStored(-1);
        throw e;
      }
      announce();
      if (!entry.logName().equals(name)) {
        refusals.renamed(name, entry.logName());
      }
      return true;
    } catch (JournalFullException e) {
      sayFull(name, e.isOfAllRuns());
    } catch (IOException | RuntimeException e) {
      refusals.refuseOne(Shown.of(name), CoreMessage.FILE_SKIPPED, Shown.of(name), reason(e));
    } finally {
      staging.readLock().unlock();
    }
    return false;
  }

  private void sayFull(String name, boolean ofAllRuns) {
    if (ofAllRuns) {
      refusals.refuse(
          1,
          CoreMessage.DISK_FULL_FOR_FILES,
          Setting.DISK_LIMIT_MEGABYTES.variable(),
          Shown.of(name));
    } else {
      refusals.refuse(1, CoreMessage.FILES_FULL, Setting.FILES_LIMIT_MEGABYTES.variable());
    }
  }

  /**
   * The file is counted and on disk: if anything fails from here on, it is still found at the end
   * of the run.
   */
  private void announce() {
    try {
      upload.fileStaged();
    } catch (RuntimeException e) {
      refusals.log(CoreMessage.FILE_UPLOAD_NOT_STARTED, e);
    }
  }

  /**
   * Accepts no more files. Files that other threads are copying still belong to the run: waits for
   * them, because no one looks for files once the run is uploaded.
   */
  void end(Duration atMost) {
    boolean alone = false;
    try {
      // An interrupted thread does not wait, and does not have to.
      alone =
          staging.writeLock().tryLock()
              || staging.writeLock().tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    over = true;
    if (alone) {
      staging.writeLock().unlock();
    }
  }

  /**
   * Accepts no more files, and lets no caller that brings one return. Only for a JVM with no hook
   * left.
   *
   * @return false if a file is being copied; then nothing has changed
   */
  boolean seal() {
    return staging.writeLock().tryLock();
  }

  private static String reason(Exception e) {
    return e.getClass() == IOException.class ? Reason.of(e) : e.toString();
  }
}
