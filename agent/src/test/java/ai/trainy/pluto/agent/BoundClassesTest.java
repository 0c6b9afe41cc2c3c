package ai.trainy.pluto.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM reads of a bindings file before it meets a client. */
class BoundClassesTest {
  @TempDir Path directory;

  @Test
  void findsTheClassesOfAFileAsEditorsOfWindowsWriteIt() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("my bindings"),
            "\uFEFFclass acme.Tracker\r\n  log log(Map)\r\n\tclass acme.Other\r\n");

    assertThat(BoundClasses.of("wandb.bindings=" + file))
        .containsExactly("acme/Tracker", "acme/Other");
  }
}
