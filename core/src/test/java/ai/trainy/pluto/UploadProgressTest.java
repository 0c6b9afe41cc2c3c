package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.messages.OnTerminal;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.LocalRun;
import ai.trainy.pluto.upload.Upload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a terminal shows while the end of a run waits for a large upload. */
class UploadProgressTest {
  private static final int MEGABYTE = 1 << 20;

  @TempDir Path home;
  @TempDir Path work;

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final Messages messages = OnTerminal.of(screen);

  @Test
  void tellsHowFarALargeUploadIs() {
    UploadProgress progress = new UploadProgress(40L * MEGABYTE, messages);
    assertThat(progress.isShown()).isTrue();
    progress.show(30L * MEGABYTE);

    assertThat(shown()).isEqualTo("\rpluto: [#####---------------]  25% of 40 MB  uploading files");
    progress.end();
    assertThat(shown()).endsWith("\r" + " ".repeat(60) + "\r");
  }

  @Test
  void neverTellsLessThanNothing() {
    new UploadProgress(40L * MEGABYTE, messages).show(50L * MEGABYTE);

    assertThat(shown()).isEqualTo("\rpluto: [--------------------]   0% of 40 MB  uploading files");
  }

  @Test
  void isNotShownForASmallUploadNorWhereNobodyLooks() {
    UploadProgress small = new UploadProgress(9L * MEGABYTE, messages);
    UploadProgress unseen =
        new UploadProgress(40L * MEGABYTE, new Messages(new ByteArrayOutputStream()));
    small.end();
    unseen.end();

    assertThat(small.isShown()).isFalse();
    assertThat(unseen.isShown()).isFalse();
    assertThat(shown()).isEmpty();
  }

  @Test
  void theEndOfARunShowsItUntilTheFilesAreUp() throws IOException {
    Answers answers = new Answers(true);
    finishWithALargeFile(answers);

    assertThat(shown())
        .startsWith("\rpluto: [--------------------]   0% of 11 MB  uploading files\r")
        .contains("\rpluto: run 'heron-07' incomplete: 0 of 1 values uploaded");
  }

  @Test
  void anUploadThatCannotGoOnIsNotWaitedFor() throws IOException {
    Answers answers = new Answers(false);
    finishWithALargeFile(answers);

    assertThat(answers.asked).as("and not asked over and over").isLessThanOrEqualTo(2);
    assertThat(shown()).contains("The rest is kept in");
  }

  private void finishWithALargeFile(Upload upload) throws IOException {
    RunDirectory directory =
        new RunStore(home)
            .create(
                RunSpec.builder()
                    .project("orbit-lab")
                    .name("heron-07")
                    .externalId("k3v9q1zt")
                    .build());
    Journal journal = new Journal(directory, 1L << 30, Duration.ofSeconds(20), messages);
    Run run =
        new Run(
            new LocalRun(directory, new Ledger(), messages),
            journal,
            upload,
            Routing.DEFAULT,
            new OpenRuns(
                new ProgramEnd(),
                Duration.ofSeconds(10),
                System::nanoTime,
                new EndLine(TestSettings.of(Map.of()), () -> false, new MissedCalls())));
    Path large = work.resolve("large.bin");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(11L * MEGABYTE);
    }
    run.save(large);
    run.finish();
    journal.close();
    directory.close();
  }

  /** An upload that is over at once. */
  private static final class Answers implements Upload {
    private final boolean whole;
    private int asked;

    Answers(boolean whole) {
      this.whole = whole;
    }

    @Override
    public void runEnded() {}

    @Override
    public void fileStaged() {}

    @Override
    public boolean awaitEnd(Duration atMost) {
      asked++;
      return whole;
    }
  }

  private String shown() {
    return screen.toString(StandardCharsets.US_ASCII);
  }
}
