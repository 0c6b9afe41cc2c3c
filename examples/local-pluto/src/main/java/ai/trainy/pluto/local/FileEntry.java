package ai.trainy.pluto.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * One file as announced by a presign request, with what has been uploaded for it. Immutable.
 *
 * <p>Every presign makes an entry, uploaded or not (the protocol, section 9.4); entries of one log
 * name and file name share the stored object.
 */
public final class FileEntry {
  private static final int MAX_CONTENT = 8 * 1024 * 1024;

  private final FileAnnouncement announced;
  private final StoredObject object;

  /**
   * @param object what was uploaded, {@link StoredObject#NONE} if nothing was
   */
  FileEntry(FileAnnouncement announced, StoredObject object) {
    this.announced = announced;
    this.object = object;
  }

  /** Returns the file's name as sent. */
  public String fileName() {
    return announced.fileName;
  }

  /** Returns the name the file was logged under. */
  public String logName() {
    return announced.logName;
  }

  /** Returns the type as the service stores it: known ones in lower case, {@code yml} as yaml. */
  public String fileType() {
    return announced.fileType;
  }

  /** Returns the announced size in bytes. */
  public long announcedSize() {
    return announced.fileSize;
  }

  /** Returns the step, an unsigned 64-bit number. */
  public long step() {
    return announced.step;
  }

  /** Returns the time as sent, in milliseconds since the Unix epoch, unsigned. */
  public long time() {
    return announced.time;
  }

  /** Returns the caption, if one was sent. */
  public Optional<String> caption() {
    return Optional.ofNullable(announced.caption);
  }

  /** Returns the position in a list logged under one name and step, from 0. */
  public long sampleIndex() {
    return announced.sampleIndex;
  }

  /** Returns the encoded boxes and masks, if some were sent. */
  public Optional<String> annotations() {
    return Optional.ofNullable(announced.annotations);
  }

  /** Returns whether an upload has arrived in full. */
  public boolean isUploaded() {
    return object != StoredObject.NONE;
  }

  /** Returns the uploaded size in bytes, -1 if nothing was uploaded. */
  public long size() {
    return object.size();
  }

  /** Returns the SHA-256 of the uploaded bytes in lower-case hex, if something was uploaded. */
  public Optional<String> sha256() {
    return isUploaded() ? Optional.of(object.sha256()) : Optional.empty();
  }

  /** Returns the content type of the upload, if something was uploaded with one. */
  public Optional<String> contentType() {
    return Optional.ofNullable(object.contentType());
  }

  /** Returns a copy of the uploaded bytes; empty if there are none or more than 8 MiB. */
  public Optional<byte[]> content() {
    if (!isKept() || object.size() > MAX_CONTENT) {
      return Optional.empty();
    }
    try (InputStream bytes = object.open()) {
      return Optional.of(bytes.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the uploaded bytes are still there. */
  boolean isKept() {
    return object.isKept();
  }

  /** Returns the uploaded bytes, which must be kept. */
  InputStream open() throws IOException {
    return object.open();
  }

  @Override
  public String toString() {
    return logName() + "/" + fileName() + (isUploaded() ? " (" + size() + " bytes)" : " (missing)");
  }
}
