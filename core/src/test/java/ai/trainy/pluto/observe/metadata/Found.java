package ai.trainy.pluto.observe.metadata;

import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.threads.DaemonThreads;
import java.util.List;
import java.util.Map;

/** Metadata for tests of who carries them. */
public final class Found {
  private Found() {}

  /** Finds this. */
  public static RunMetadata of(Map<String, Object> metadata, Messages messages) {
    return new RunMetadata(
        new DaemonThreads(), () -> List.of(found -> found.putAll(metadata)), messages);
  }
}
