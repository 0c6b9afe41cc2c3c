package ai.trainy.pluto;

import ai.trainy.pluto.journal.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the program. The system copies it and shares the blocks if the file system supports
 * that; it is never in memory as a whole.
 */
final class FileContent implements Content {
  private final Path file;

  FileContent(Path file) {
    this.file = file;
  }

  @Override
  public long size() throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("there is no file " + file);
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a directory; name the files in it");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is no regular file");
    }
    return Files.size(file);
  }

  @Override
  public void writeTo(Path copy) throws IOException {
    Files.copy(file, copy);
  }
}
