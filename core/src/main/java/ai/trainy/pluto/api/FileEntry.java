package ai.trainy.pluto.api;

import java.util.Objects;
import java.util.Optional;

/** A file as the server is told of it before it is uploaded (the protocol, section 9.1). */
public final class FileEntry {
  private final LogType type;
  private final String logName;
  private final String fileName;
  private final long size;
  private final long step;
  private final long time;
  private final String caption;

  /**
   * @param type what kind of series {@code logName} is
   * @param logName the logged name, printable ASCII
   * @param fileName last part of the object's key in storage; A-Z a-z 0-9 _ - . only, unique within
   *     the run
   * @param size bytes
   * @param step 0 to 2^53-1
   * @param time ms since the epoch
   * @param caption for people; null if there is none
   */
  public FileEntry(
      LogType type,
      String logName,
      String fileName,
      long size,
      long step,
      long time,
      String caption) {
    this.type = Objects.requireNonNull(type);
    this.logName = Objects.requireNonNull(logName);
    this.fileName = Objects.requireNonNull(fileName);
    this.size = size;
    this.step = step;
    this.time = time;
    this.caption = caption;
  }

  public LogType type() {
    return type;
  }

  public String logName() {
    return logName;
  }

  public String fileName() {
    return fileName;
  }

  /** What follows the last dot of the name; empty if there is none. */
  public String extension() {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 ? "" : fileName.substring(dot + 1);
  }

  public long size() {
    return size;
  }

  /** The same of another size. */
  public FileEntry withSize(long bytes) {
    return new FileEntry(type, logName, fileName, bytes, step, time, caption);
  }

  public long step() {
    return step;
  }

  public long time() {
    return time;
  }

  public Optional<String> caption() {
    return Optional.ofNullable(caption);
  }
}
