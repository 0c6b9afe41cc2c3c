package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.testing.TextContent;
import ai.trainy.pluto.testing.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are called the same, and found again, by users whose language has digits of its own. */
class ForeignDigitsTest {
  @TempDir Path home;

  private final Locale before = Locale.getDefault();

  @BeforeEach
  void speakArabic() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    assertThat(String.format("%d", 1)).as("what this is about").isEqualTo("\u0661");
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void whatIsLeftBehindIsFound() throws IOException {
    RunDirectory directory = new RunStore(home).create(RunStoreTest.spec("orbit-lab", "id", 7));
    try (Journal journal =
        new Journal(directory, 1L << 30, Duration.ofSeconds(20), new Told().messages())) {
      journal.append(Records.metric(1));
      directory
          .files()
          .limitedTo(1 << 20)
          .stage(new TextContent("x"), FileEntry.of(LogType.ARTIFACT, "save/a", "a.bin").build());
    }

    assertThat(directory.path().getFileName().toString()).matches("[0-9]{8}-[0-9]{6}-id");
    assertThat(directory.path().resolve("00000001.segment")).exists();
    assertThat(directory.path().resolve("files").toFile().list())
        .containsExactlyInAnyOrder("000000001-a.bin.content", "000000001-a.bin.entry");
    assertThat(RunSnapshot.of(directory.path()).pendingValues()).isEqualTo(2);
  }
}
