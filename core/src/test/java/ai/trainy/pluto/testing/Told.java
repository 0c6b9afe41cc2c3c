package ai.trainy.pluto.testing;

import ai.trainy.pluto.messages.Messages;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Notices that go nowhere but into a list. */
public final class Told {
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Messages messages = new Messages(stderr);

  public Messages messages() {
    return messages;
  }

  /** What was said on stderr so far. */
  public List<String> lines() {
    return stderr.toString(StandardCharsets.UTF_8).lines().collect(Collectors.toList());
  }

  /** How many lines hold {@code text}. */
  public long count(String text) {
    return lines().stream().filter(line -> line.contains(text)).count();
  }
}
