package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.journal.StagedFiles.Staged;
import ai.trainy.pluto.testing.NameCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run keeps of media, saved files and artifacts, and what it tells the server of them. */
class RunFilesTest {
  private static final byte[] BYTES = {1, 2, 3};

  @TempDir Path home;
  @TempDir Path work;

  private JournaledRun journaled;

  @BeforeEach
  void open() throws IOException {
    journaled = new JournaledRun(home);
  }

  private void openWithLimit(long bytes) throws IOException {
    journaled.close();
    journaled = new JournaledRun(home, Routing.DEFAULT, bytes, List.of());
  }

  @AfterEach
  void close() throws IOException {
    assertThat(journaled.ledger().seen())
        .isEqualTo(journaled.ledger().stored() + journaled.ledger().refused());
    journaled.close();
  }

  @Test
  void keepsAFileOfAnyKind() throws IOException {
    Path file = Files.write(work.resolve("clip.MP4"), BYTES);

    log("film", Video.of(file));

    Staged staged = onlyFile();
    FileEntry entry = staged.entry();
    assertThat(Files.readAllBytes(staged.content())).isEqualTo(BYTES);
    assertThat(entry.type()).isEqualTo(LogType.VIDEO);
    assertThat(entry.logName()).isEqualTo("film");
    assertThat(entry.step()).isEqualTo(7);
    assertThat(entry.time()).isPositive();
    assertThat(entry.size()).isEqualTo(3);
    assertThat(entry.fileType()).isEqualTo("MP4");
    assertThat(entry.fileName()).matches("[0-9a-f-]{36}\\.MP4");
    assertThat(entry.annotations()).isEmpty();
  }

  @Test
  void keepsBytesUnderTheirFormat() throws IOException {
    log("sound", Audio.of(BYTES, "audio/MP3"));

    assertThat(Files.readAllBytes(onlyFile().content())).isEqualTo(BYTES);
    assertThat(onlyFile().entry().fileType()).isEqualTo("mp3");
  }

  @Test
  void keepsPixelsAsAPictureEverybodyCanRead() throws IOException {
    log("picture", Image.ofPixels(new int[][] {{0, 255}, {128, 1}}));

    byte[] png = Files.readAllBytes(onlyFile().content());
    assertThat(
            ImageIO.read(new ByteArrayInputStream(png))
                .getRaster()
                .getPixels(0, 0, 2, 2, (int[]) null))
        .containsExactly(0, 255, 128, 1);
    assertThat(onlyFile().entry().size()).isEqualTo(png.length);
    assertThat(onlyFile().entry().fileType()).isEqualTo("png");
  }

  @Test
  void aMediumCanBeLoggedAgain() throws IOException {
    Image image = Image.ofPixels(new int[][] {{1}}).withCaption("same");
    Audio sound = Audio.of(new float[] {0.5f}, 8_000);
    journaled.run().log(Map.of("a", image, "s", sound), 1);
    journaled.run().log(Map.of("a", image, "s", sound), 2);

    assertThat(journaled.files()).hasSize(4).allMatch(file -> file.entry().size() > 0);
    assertThat(journaled.files())
        .extracting(file -> file.entry().fileName())
        .doesNotHaveDuplicates();
    assertLedger(4, 0);
  }

  @Test
  void tellsTheCaption() throws IOException {
    log("a", Image.of(BYTES, "png").withCaption("owl, eval"));

    assertThat(onlyFile().entry().caption()).contains("owl, eval");
    assertThat(onlyFile().entry().fileName()).startsWith("owl--eval.");
  }

  @Test
  void tellsNoCaptionWhereThereIsNone() throws IOException {
    log("a", Image.of(BYTES, "png").withCaption("x").withCaption(null));

    assertThat(onlyFile().entry().caption()).isEmpty();
    assertThat(onlyFile().entry().fileName()).matches("[0-9a-f-]{36}\\.png");
  }

  @Test
  void keepsACaptionInAnyScriptAndItsLettersInTheFileName() throws IOException {
    log("a", Image.of(BYTES, "png").withCaption("\u6e29\u5ea6 \ud83e\udd89\0\ud83e"));

    assertThat(onlyFile().entry().caption()).contains("\u6e29\u5ea6 \ud83e\udd89\ufffd");
    assertThat(onlyFile().entry().fileName()).matches("\u6e29\u5ea6----\\.[0-9a-f-]{36}\\.png");
    assertThat(journaled.namesOnDisk()).hasSize(2).allMatch(name -> name.matches("[ -~]+"));
  }

  @Test
  void boundsACaption() throws IOException {
    log("a", Image.of(BYTES, "png").withCaption("c".repeat(4_095) + "\ud83e\udd89".repeat(500)));

    assertThat(onlyFile().entry().caption().orElseThrow()).hasSize(4_096).endsWith("c\ufffd");
    assertThat(onlyFile().entry().fileName()).hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void countsTheSamplesOfAList() throws IOException {
    log("a", List.of(image(), "text", 3, Audio.of(BYTES, "wav"), image()));

    assertThat(journaled.files())
        .extracting(file -> file.entry().type() + " " + file.entry().sampleIndex())
        .containsExactly("IMAGE 0", "AUDIO 1", "IMAGE 2");
    assertThat(journaled.config()).isEmpty();
  }

  @Test
  void aSampleThatCannotBeKeptLeavesItsPlaceEmpty() throws IOException {
    log("a", List.of(image(), Image.of(work.resolve("gone.png")), image()));

    assertThat(journaled.files())
        .extracting(file -> file.entry().sampleIndex())
        .containsExactly(0, 2);
    assertLedger(2, 1);
  }

  @Test
  void refusesMediaWithoutABit() throws IOException {
    journaled.run().log(Map.of("bytes", Image.of(new byte[0], "png"), "loss", 1), 1);
    log("file", Video.of(Files.createFile(work.resolve("empty.mp4"))));

    assertThat(journaled.files()).isEmpty();
    assertThat(journaled.points()).containsExactly("loss@1=1.0");
    assertThat(journaled.told().count("could not be copied (it is empty)")).isEqualTo(2);
    assertLedger(1, 2);
  }

  @Test
  void carriesSavedFilesWithoutABit() throws IOException {
    journaled.run().save(Files.createFile(work.resolve("done.flag")));
    journaled.run().logArtifact(work.resolve("done.flag"), null);

    assertThat(journaled.files())
        .extracting(file -> file.entry().logName() + " " + file.entry().size())
        .containsExactly("save/done.flag 0", "artifacts/done.flag 0");
    assertLedger(2, 0);
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    journaled.run().save(work);
    journaled.run().save(work.resolve("missing"));
    journaled.run().save(Path.of("/"));
    journaled.run().save(Path.of(".."));
    log("a", Image.of(work));

    assertThat(journaled.namesOnDisk()).isEmpty();
    assertThat(journaled.told().count("is a directory; name the files in it")).isEqualTo(4);
    assertThat(journaled.told().count("there is no file")).isEqualTo(1);
    assertLedger(0, 5);
  }

  @Test
  void refusesAFileThatCannotBeReadAndLeavesNothingOfIt() throws IOException {
    Path unreadable = Path.of("/proc/self/mem");
    assumeTrue(Files.isRegularFile(unreadable), "a file that fails when it is read");

    journaled.run().save(unreadable);

    assertThat(journaled.namesOnDisk()).isEmpty();
    assertThat(journaled.told().count("'save/mem': it could not be copied")).isEqualTo(1);
    assertThat(journaled.directory().files().waitingBytes()).isZero();
    assertLedger(0, 1);
  }

  @Test
  void refusesADeviceWithoutReadingIt() throws IOException {
    Path endless = Path.of("/dev/zero");
    assumeTrue(Files.exists(endless));

    journaled.run().save(endless);

    assertThat(journaled.told().count("is no regular file")).isEqualTo(1);
    assertLedger(0, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "eval/preds, eval/preds",
    "../../x, -/-/x~",
    "a/../../b, a/-/-/b~",
    "./a, -/a~",
    "a/., a/-~",
    ".., -~",
    "., -~",
    "/etc/x, etc/x~",
    "a//b/, a/b~",
    "..., ...",
    "..a/b.., ..a/b..",
    "'verlust/\u00fc', 'verlust/\u00fc'",
  })
  void aNameNeverLeadsUpInStorage(String given, String logged) throws IOException {
    log(given, image());

    assertThat(onlyFile().entry().logName())
        .matches(logged.replace(".", "\\.").replace("~", "~[0-9a-f]{12}"));
  }

  @Test
  void aCopyLiesWhereCopiesLieWhateverItIsCalled() throws IOException {
    log("a", Image.of(BYTES, "../../etc").withCaption("../../../up"));
    journaled.run().logArtifact(new Artifact("../x").addFile(file("f.bin"), "../../y/.."));

    assertThat(journaled.namesOnDisk()).hasSize(4);
    assertThat(journaled.files())
        .extracting(file -> file.content().normalize().getParent())
        .containsOnly(journaled.directory().path().resolve("files"));
    assertThat(journaled.files().get(1).entry().logName())
        .matches("artifacts/-/x/-/-/y/-~[0-9a-f]{12}");
  }

  @Test
  void keepsNamesAsLongAsAKeyTakesThem() throws IOException {
    String name = "\u6e29".repeat(85) + "/" + "b".repeat(255) + "/" + "c".repeat(255);
    log(name, Image.of(BYTES, "png").withCaption("d".repeat(1_000)));

    assertThat(onlyFile().entry().logName()).isEqualTo(name);
    assertThat(key(onlyFile().entry()))
        .satisfies(key -> assertThat(NameCheck.faultOfKey(key)).isNull());
    assertThat(journaled.told().lines()).isEmpty();
  }

  private static String key(FileEntry entry) {
    return "o".repeat(36) + "/orbit-lab/1234567890/" + entry.logName() + "/" + entry.fileName();
  }

  @Test
  void boundsNamesOfAnyLength() throws IOException {
    String name = "n".repeat(5_000);
    log(name, image());
    log(name + "2", image());
    journaled.run().logArtifact(new Artifact(name).addFile(file("f.bin"), name + "." + name));

    assertThat(journaled.files())
        .hasSize(3)
        .allMatch(file -> file.entry().logName().matches("(artifacts/)?n+(/n+)?~[0-9a-f]{12}"))
        .allMatch(file -> NameCheck.faultOfKey(key(file.entry())) == null)
        .extracting(file -> file.entry().logName())
        .doesNotHaveDuplicates();
    assertThat(journaled.told().lines()).hasSize(1).allMatch(line -> line.length() < 400);
    // The three files, and the originals of their names.
    assertLedger(6, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "model.bin, bin",
    "archive.tar.gz, gz",
    "Makefile, ''",
    ".bashrc, bashrc",
    "odd.e x!t, e-x-t",
    "dot., ''"
  })
  void tellsTheExtensionAsTheTypeOfAFile(String name, String type) throws IOException {
    journaled.run().save(file(name));

    FileEntry entry = onlyFile().entry();
    assertThat(entry.fileType()).isEqualTo(type);
    assertThat(entry.caption()).contains(name);
    assertThat(entry.logName()).isEqualTo("save/" + name);
    assertThat(entry.type()).isEqualTo(LogType.ARTIFACT);
  }

  @Test
  void namesArtifacts() throws IOException {
    Path file = file("model.bin");
    journaled.run().logArtifact(file, "best");
    journaled.run().logArtifact(file, " ");
    journaled.run().logArtifact(new Artifact("all").addFile(file).addFile(file, "weights/w.bin"));

    assertThat(journaled.files())
        .extracting(file1 -> file1.entry().logName() + " " + file1.entry().caption().orElseThrow())
        .containsExactly(
            "artifacts/best model.bin",
            "artifacts/model.bin model.bin",
            "artifacts/all/model.bin model.bin",
            "artifacts/all/weights/w.bin weights/w.bin");
  }

  @Test
  void savesWhatAPatternNames() throws IOException {
    file("a.txt");
    file("b.txt");
    file("c.bin");

    journaled.run().save(work + "/*.txt");

    assertThat(journaled.files())
        .extracting(file -> file.entry().logName())
        .containsExactly("save/a.txt", "save/b.txt");
  }

  @ParameterizedTest
  @CsvSource({
    "*.nothing",
    "no/such/directory/*",
    "[",
    "[a",
    "a[!",
    "**",
    "'\0'",
    "\\",
    "{a,b",
    "[z-a]"
  })
  void aPatternThatNamesNothingIsSaidAndThrowsNothing(String pattern) {
    assertThatCode(() -> journaled.run().save(work + "/" + pattern)).doesNotThrowAnyException();

    assertLedger(0, 1);
    assertThat(journaled.told().lines()).hasSize(1);
  }

  @Test
  void anInterruptedThreadKeepsItsFilesAndStaysInterrupted() throws IOException {
    Path file = file("a.txt");
    Thread.currentThread().interrupt();
    journaled.run().log(Map.of("a", Image.ofPixels(new int[300][300])), 1);
    journaled.run().save(file);
    boolean interrupted = Thread.interrupted();

    assertThat(interrupted).isTrue();
    assertThat(journaled.files()).hasSize(2);
    assertLedger(2, 0);
  }

  @Test
  void theLimitIsOfAllCopiesTogetherAndIsGivenBack() throws IOException {
    openWithLimit(1_000);
    Path file = Files.write(work.resolve("half"), new byte[600]);
    journaled.run().save(file);
    journaled.run().save(file);
    journaled.directory().files().uploaded(onlyFile());
    journaled.run().save(file);

    assertThat(journaled.files()).hasSize(1);
    assertThat(journaled.directory().files().waitingBytes()).isEqualTo(600);
    assertThat(journaled.told().count("PLUTO_FILES_LIMIT_MEGABYTES")).isEqualTo(1);
    assertLedger(2, 1);
  }

  @Test
  void whatCouldNotBeKeptTakesNothingOfTheLimit() throws IOException {
    openWithLimit(1_000);
    for (int i = 0; i < 10; i++) {
      journaled.run().save(work.resolve("missing"));
      log("a", Image.of(work.resolve("missing.png")));
    }
    journaled.run().save(Files.write(work.resolve("all"), new byte[1_000]));

    assertThat(journaled.files()).hasSize(1);
    assertLedger(1, 20);
  }

  @Test
  void threadsLogMediaAtOnce() throws Exception {
    int threads = 8;
    int each = 25;
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> loggers = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int thread = t;
      loggers.add(
          new Thread(
              () -> {
                try {
                  go.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                for (int i = 0; i < each; i++) {
                  byte[] bytes = (thread + "/" + i).getBytes(StandardCharsets.UTF_8);
                  journaled
                      .run()
                      .log(Map.of("a", Image.of(bytes, "png").withCaption(thread + "/" + i)));
                }
              }));
    }
    loggers.forEach(Thread::start);
    go.countDown();
    for (Thread logger : loggers) {
      logger.join(300_000);
    }

    List<Staged> files = journaled.files();
    assertThat(files).hasSize(threads * each);
    for (Staged file : files) {
      assertThat(Files.readString(file.content())).isEqualTo(file.entry().caption().orElseThrow());
    }
    assertThat(files.stream().map(file -> file.entry().step()).collect(Collectors.toSet()))
        .hasSize(threads * each);
    assertThat(journaled.directory().files().waitingBytes())
        .isEqualTo(files.stream().mapToLong(file -> file.entry().size()).sum());
    assertLedger((long) threads * each, 0);
  }

  @Test
  void keepsNothingBehindTheEnd() throws IOException {
    Path file = file("a.txt");
    journaled.run().end(0);
    log("a", List.of(image(), image()));
    journaled.run().save(file);
    journaled.run().save(work + "/*");
    journaled.run().logArtifact(new Artifact("all").addFile(file).addFile(file, "b"));
    journaled.run().logArtifact(file, null);

    assertThat(journaled.namesOnDisk()).isEmpty();
    assertThat(journaled.ledger().stored()).isZero();
    assertThat(journaled.ledger().refused()).isEqualTo(6);
    assertThat(journaled.told().count("after the run's end")).isEqualTo(1);
  }

  private static Image image() {
    return Image.of(BYTES, "png");
  }

  private Path file(String name) throws IOException {
    return Files.write(work.resolve(name), BYTES);
  }

  private void log(String name, Object value) {
    journaled.run().log(Map.of(name, value), 7);
  }

  private Staged onlyFile() throws IOException {
    assertThat(journaled.files()).hasSize(1);
    return journaled.files().get(0);
  }

  private void assertLedger(long stored, long refused) {
    assertThat(List.of(journaled.ledger().stored(), journaled.ledger().refused()))
        .as("stored and refused")
        .containsExactly(stored, refused);
  }
}
