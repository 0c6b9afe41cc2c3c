package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.journal.RunSnapshot;
import ai.trainy.pluto.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says and counts of the values that it cannot keep. */
class RefusalsTest {
  @TempDir Path home;

  private JournaledRun journaled;

  @BeforeEach
  void open() throws IOException {
    journaled = new JournaledRun(home);
  }

  @AfterEach
  void close() throws IOException {
    journaled.close();
  }

  @Test
  void whateverIsRefusedIsCountedOnDisk() {
    journaled.run().log(Map.of("model", new Object(), "none", unusable()), 1);
    journaled.run().log(Map.of("loss", 1, "acc", 2), -1);
    journaled.run().save(home.resolve("missing"));

    assertThat(journaled.ledger().refused()).isEqualTo(5);
    // By a thread of ours: whoever logs does not wait for the disk.
    Await.until("the count", () -> refusedOnDisk() == 5);
  }

  private long refusedOnDisk() {
    try {
      return RunSnapshot.of(journaled.directory().path()).refusedValues();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aValueThatIsWrongIsSaidEvenIfOneOfAnUnknownTypeCameBefore() {
    journaled.run().log(Map.of("x", new Object()), 1);
    journaled.run().log(Map.of("x", new Object()), 2);
    assertThat(journaled.told().lines()).isEmpty();
    journaled.run().log(Map.of("x", unusable()), 3);
    journaled.run().log(Map.of("x", unusable()), 4);

    assertThat(journaled.told().lines())
        .containsExactly("pluto: Skipped 'x': it is an image of 0 x 3 pixels.");
    assertThat(journaled.ledger().refused()).isEqualTo(4);
  }

  @Test
  void aNameOfAnyLengthMakesAShortLine() {
    Map<String, Object> failing =
        new HashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          public int size() {
            throw new IllegalStateException("closed");
          }

          @Override
          public Set<Entry<String, Object>> entrySet() {
            throw new StackOverflowError();
          }
        };
    String name = "n".repeat(1 << 20);
    journaled.run().log(Map.of(name, unusable()), 1);
    journaled.run().log(Map.of(name + "2", failing), 1);
    journaled.run().log(Map.of(name + "3", "x".repeat(2 << 20)), 1);

    assertThat(journaled.told().lines()).isNotEmpty().allMatch(line -> line.length() < 800);
    assertThat(journaled.ledger().refused()).isEqualTo(3);
  }

  private static Unloggable unusable() {
    return new Unloggable("an image of 0 x 3 pixels");
  }
}
