package ai.trainy.pluto.testing;

import ai.trainy.pluto.journal.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A staged file's content that is an ASCII text. */
public final class TextContent implements Content {
  private final String text;

  public TextContent(String text) {
    this.text = text;
  }

  @Override
  public long size() {
    return text.length();
  }

  @Override
  public void writeTo(Path file) throws IOException {
    Files.writeString(file, text);
  }
}
