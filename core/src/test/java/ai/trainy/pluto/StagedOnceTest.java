package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.upload.Upload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is on disk is one value of the ledger, whatever fails after that. */
class StagedOnceTest {
  @TempDir Path home;
  @TempDir Path work;

  @Test
  void aFileWhoseUploadCannotStartIsStoredAndNotRefused() throws Exception {
    try (JournaledRun journaled =
        new JournaledRun(home, Routing.DEFAULT, 1 << 20, List.of(), journal -> new Failing())) {
      journaled.run().save(Files.writeString(work.resolve("a.txt"), "a"));

      assertThat(journaled.files()).hasSize(1);
      assertThat(journaled.ledger().stored()).isEqualTo(1);
      assertThat(journaled.ledger().refused()).isZero();
      assertThat(journaled.ledger().seen()).isEqualTo(1);
      assertThat(journaled.told().lines()).isEmpty();
    }
  }

  private static final class Failing implements Upload {
    @Override
    public void runEnded() {}

    @Override
    public void fileStaged() {
      throw new IllegalStateException("no thread");
    }

    @Override
    public boolean awaitEnd(Duration atMost) {
      return false;
    }
  }
}
