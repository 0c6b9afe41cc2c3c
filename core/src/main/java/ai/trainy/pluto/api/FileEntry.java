package ai.trainy.pluto.api;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file as the server is told of it before it is uploaded (the protocol, section 9.1). Immutable.
 */
public final class FileEntry {
  private final LogType type;
  private final String logName;
  private final String fileName;
  private final String fileType;
  private final long size;
  private final long step;
  private final long time;
  private final int sampleIndex;
  private final @Nullable String caption;
  private final Map<String, Object> annotations;

  private FileEntry(Builder values) {
    this.type = Objects.requireNonNull(values.type);
    this.logName = Objects.requireNonNull(values.logName);
    this.fileName = Objects.requireNonNull(values.fileName);
    this.fileType = values.fileType == null ? extension(fileName) : values.fileType;
    this.size = values.size;
    this.step = values.step;
    this.time = values.time;
    this.sampleIndex = values.sampleIndex;
    this.caption = values.caption;
    this.annotations = values.annotations;
  }

  /**
   * Begins the description of a file.
   *
   * @param type what kind of series {@code logName} is
   * @param logName the logged name; part of the key in storage
   * @param fileName last part of the key in storage; letters, digits, _ - . only, unique within the
   *     run
   */
  public static Builder of(LogType type, String logName, String fileName) {
    return new Builder(type, logName, fileName);
  }

  private static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 ? "" : fileName.substring(dot + 1);
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

  /** Its extension without the dot, or {@code mask}; empty if it has none. */
  public String fileType() {
    return fileType;
  }

  /** Bytes. */
  public long size() {
    return size;
  }

  /** 0 to 2^53-1. */
  public long step() {
    return step;
  }

  /** ms since the epoch. */
  public long time() {
    return time;
  }

  /** The position in a list that was logged under one name at one step, from 0. */
  public int sampleIndex() {
    return sampleIndex;
  }

  /** A text for people. */
  public Optional<String> caption() {
    return Optional.ofNullable(caption);
  }

  /** Boxes and masks of an image, in the form of the protocol's section 9.5; empty without any. */
  public Map<String, Object> annotations() {
    return annotations;
  }

  /** The same of another size. */
  public FileEntry withSize(long bytes) {
    return new Builder(type, logName, fileName)
        .fileType(fileType)
        .size(bytes)
        .at(step, time)
        .sampleIndex(sampleIndex)
        .caption(caption)
        .annotations(annotations)
        .build();
  }

  /** Collects what is known of a file. */
  public static final class Builder {
    private final LogType type;
    private final String logName;
    private final String fileName;
    private @Nullable String fileType;
    private long size;
    private long step;
    private long time;
    private int sampleIndex;
    private @Nullable String caption;
    private Map<String, Object> annotations = Map.of();

    private Builder(LogType type, String logName, String fileName) {
      this.type = type;
      this.logName = logName;
      this.fileName = fileName;
    }

    /** Default, also for null: the extension of the file's name. */
    public Builder fileType(@Nullable String fileType) {
      this.fileType = fileType;
      return this;
    }

    public Builder size(long bytes) {
      this.size = bytes;
      return this;
    }

    /**
     * When it was logged.
     *
     * @param time ms since the epoch
     */
    public Builder at(long step, long time) {
      this.step = step;
      this.time = time;
      return this;
    }

    public Builder sampleIndex(int index) {
      this.sampleIndex = index;
      return this;
    }

    /**
     * A text for people.
     *
     * @param caption null if there is none
     */
    public Builder caption(@Nullable String caption) {
      this.caption = caption;
      return this;
    }

    /** Plain values; handed over, not copied. */
    public Builder annotations(Map<String, Object> annotations) {
      this.annotations = annotations;
      return this;
    }

    public FileEntry build() {
      return new FileEntry(this);
    }
  }
}
