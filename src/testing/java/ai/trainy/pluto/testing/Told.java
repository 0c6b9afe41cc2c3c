package ai.trainy.pluto.testing;

import ai.trainy.pluto.messages.Messages;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Records messages instead of printing them. */
public final class Told {
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Messages messages = new Messages(stderr);

  public Messages messages() {
    return messages;
  }

  /** What stderr would show so far. */
  public String text() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  /** The lines that stderr would show so far. */
  public List<String> lines() {
    return text().lines().collect(Collectors.toList());
  }

  /** How many lines hold {@code text}. */
  public long count(String text) {
    return lines().stream().filter(line -> line.contains(text)).count();
  }
}
