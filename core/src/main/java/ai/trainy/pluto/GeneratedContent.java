package ai.trainy.pluto;

import ai.trainy.pluto.journal.Content;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file whose content is generated from data in memory. */
final class GeneratedContent implements Content {
  /** Writes the content; called at most once. */
  interface Encoder {
    void write(OutputStream out) throws IOException;
  }

  private final long size;
  private final Encoder encoder;

  /**
   * @param size the approximate number of bytes that {@code encoder} writes
   */
  GeneratedContent(long size, Encoder encoder) {
    this.size = size;
    this.encoder = encoder;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void writeTo(Path file) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16)) {
      encoder.write(out);
    }
  }
}
