package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.journal.StagedFiles.Staged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedFilesTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long NO_LIMIT = Long.MAX_VALUE;

  @TempDir Path home;

  /** A lambda of this fails when it is written. */
  private interface Failing {
    void fail() throws IOException;
  }

  @Test
  void keepsWhatTheServerIsTold() throws IOException {
    FileEntry entry =
        FileEntry.of(LogType.IMAGE, "eval/preds", "owl.png")
            .fileType("mask")
            .at(40, 1_767_225_600_123L)
            .sampleIndex(3)
            .caption("\u6e29, \ud83e\udd89")
            .annotations(Map.of("boxes", Map.of("a", List.of(1L, 0.5, "x", true))))
            .build();
    files().stage(text("owl"), entry);

    FileEntry kept = reopened().waiting().get(0).entry();

    assertThat(kept.type()).isEqualTo(entry.type());
    assertThat(kept.logName()).isEqualTo(entry.logName());
    assertThat(kept.fileName()).isEqualTo(entry.fileName());
    assertThat(kept.fileType()).isEqualTo("mask");
    assertThat(kept.size()).as("that of the copy").isEqualTo(3);
    assertThat(kept.step()).isEqualTo(40);
    assertThat(kept.time()).isEqualTo(1_767_225_600_123L);
    assertThat(kept.sampleIndex()).isEqualTo(3);
    assertThat(kept.caption()).isEqualTo(entry.caption());
    assertThat(kept.annotations()).isEqualTo(entry.annotations());
  }

  @Test
  void isBroughtToTheDiskByWhoeverHasTimeForIt() throws IOException {
    StagedFiles files = files();
    assertThat(files.areOnDisk()).isTrue();
    files.stage(text("x"), entry("kept.bin"));
    files.stage(text("y"), entry("uploaded.bin"));
    assertThat(files.areOnDisk()).isFalse();
    files.uploaded(files.waiting().get(1));

    files.sync();

    assertThat(files.areOnDisk()).isTrue();
  }

  @Test
  void givesFilesInTheOrderInWhichTheyWereStaged() throws IOException {
    StagedFiles files = files();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      String name = (i * 37 % 120) + ".bin";
      names.add(name);
      files.stage(text("x"), entry(name));
    }

    assertThat(names(reopened().waiting())).isEqualTo(names);
  }

  @Test
  void looksAtSomeOfManyAndFindsTheRestLater() throws IOException {
    StagedFiles files = files();
    for (int i = 0; i < 300; i++) {
      files.stage(text("x"), entry(i + ".bin"));
    }

    List<Staged> first = files.waiting();
    assertThat(names(first)).hasSize(256).startsWith("0.bin").endsWith("255.bin");
    assertThat(files.all()).hasSize(300);
    for (Staged file : first) {
      files.uploaded(file);
    }
    assertThat(names(files.waiting())).hasSize(44).startsWith("256.bin").endsWith("299.bin");
  }

  @Test
  void aLinkInPlaceOfACopyIsNotFollowed() throws IOException {
    StagedFiles files = files();
    files.stage(text("x"), entry("linked.bin"));
    files.stage(text("y"), entry("copied.bin"));
    Path copy = files.waiting().get(0).content();
    Path secret = Files.writeString(home.resolve("secret"), "of its user");
    Files.delete(copy);
    Files.createSymbolicLink(copy, secret);

    assertThat(names(reopened().waiting())).containsExactly("copied.bin");
  }

  @Test
  void damagedEntriesDoNotHideWhatIsBehindThem() throws IOException {
    StagedFiles files = files();
    for (int i = 0; i < 256; i++) {
      files.stage(text("x"), entry(i + ".bin"));
    }
    for (String name : onDisk()) {
      if (name.endsWith(".entry")) {
        Files.write(directory().resolve(name), new byte[] {1, 2, 3});
      }
    }
    files.stage(text("x"), entry("good.bin"));

    assertThat(names(files.waiting())).containsExactly("good.bin");
  }

  @Test
  void equalNamesAreDifferentFiles() throws IOException {
    StagedFiles files = files();
    files.stage(text("a"), entry("same.bin"));
    files.stage(text("b"), entry("same.bin"));

    assertThat(files.waiting())
        .extracting(file -> Files.readString(file.content()))
        .containsExactly("a", "b");
  }

  @Test
  void countsWhatACopyHasAndNotWhatWasExpected() throws IOException {
    StagedFiles files = files();
    files.stage(content(1, "much more than that"), entry("a.bin"));
    files.stage(content(1_000, "less"), entry("b.bin"));
    assertThat(files.waitingBytes()).isEqualTo(19 + 4);

    files.uploaded(files.waiting().get(0));
    assertThat(files.waitingBytes()).isEqualTo(4);
    files.uploaded(files.waiting().get(0));
    assertThat(files.waitingBytes()).isZero();
    assertThat(onDisk()).isEmpty();
  }

  @Test
  void aFileIsCountedBeforeItCanBeFound() throws Exception {
    StagedFiles files = files();
    AtomicBoolean over = new AtomicBoolean();
    AtomicBoolean negative = new AtomicBoolean();
    Thread uploader =
        new Thread(
            () -> {
              while (!over.get()) {
                try {
                  for (Staged file : files.waiting()) {
                    files.uploaded(file);
                    if (files.waitingBytes() < 0) {
                      negative.set(true);
                    }
                  }
                } catch (IOException e) {
                  negative.set(true);
                }
              }
            });
    uploader.start();
    for (int i = 0; i < 300; i++) {
      files.stage(content(0, "x".repeat(i)), entry(i + ".bin"));
    }
    over.set(true);
    uploader.join(300_000);
    for (Staged file : files.all()) {
      files.uploaded(file);
    }

    assertThat(negative).isFalse();
    assertThat(files.waitingBytes()).as("nothing is given back twice, or never").isZero();
  }

  @Test
  void whatAnotherObjectStagedIsNotGivenBackHere() throws IOException {
    files().stage(text("12345"), entry("a.bin"));
    StagedFiles left = reopened();
    left.uploaded(left.waiting().get(0));
    left.limitedTo(5).stage(text("12345"), entry("b.bin"));

    assertThat(left.waitingBytes()).isEqualTo(5);
  }

  @Test
  void refusesMoreThanTheLimitAndKeepsTheRest() throws IOException {
    StagedFiles files = files();
    files.limitedTo(8).stage(text("12345"), entry("a.bin"));

    assertThatThrownBy(() -> files.limitedTo(8).stage(text("1234"), entry("b.bin")))
        .isInstanceOf(JournalFullException.class);

    files.limitedTo(8).stage(text("123"), entry("c.bin"));
    assertThat(names(files.waiting())).containsExactly("a.bin", "c.bin");
  }

  @Test
  void aRejectedFileIsKeptAndDoesNotWait() throws IOException {
    StagedFiles files = files();
    files.stage(text("12345"), entry("a.bin"));
    files.writeAddress(files.waiting().get(0), "https://store.example.test/a");
    files.refused(files.waiting().get(0));

    assertThat(files.waiting()).isEmpty();
    assertThat(files.waitingBytes()).isZero();
    assertThat(onDisk()).containsExactly("000000001-a.bin.rejected");
    assertThatThrownBy(() -> files.limitedTo(8).stage(text("1234"), entry("b.bin")))
        .as("it takes disk still")
        .isInstanceOf(JournalFullException.class);
    files.remove();
    assertThat(onDisk()).hasSize(1);
  }

  @Test
  void aRejectedFileWhoseCopyIsGoneTakesNothing() throws IOException {
    StagedFiles files = files();
    files.stage(text("12345"), entry("a.bin"));
    Staged file = files.waiting().get(0);
    Files.delete(file.content());
    files.refused(file);
    files.limitedTo(5).stage(text("12345"), entry("b.bin"));

    assertThat(files.waitingBytes()).isEqualTo(5);
  }

  @Test
  void nothingStaysOfAFileThatFailsWhenItIsRead() throws IOException {
    StagedFiles files = files();
    for (Failing failure :
        List.<Failing>of(
            () -> {
              throw new IOException("I/O error");
            },
            () -> {
              throw new IllegalStateException("closed");
            },
            () -> {
              throw new OutOfMemoryError();
            })) {
      assertThatThrownBy(() -> files.stage(failing(failure), entry("a.bin")))
          .isInstanceOf(Throwable.class);
    }

    assertThat(onDisk()).isEmpty();
    assertThat(files.waitingBytes()).isZero();
  }

  @Test
  void nothingStaysOfAFileWhoseEntryTheDiskDoesNotTake() throws IOException {
    Files.createDirectories(directory().resolve("000000001-a.bin.entry.new"));
    StagedFiles files = files();

    assertThatThrownBy(() -> files.stage(text("12345"), entry("a.bin")))
        .isInstanceOf(IOException.class);

    assertThat(onDisk()).isEmpty();
    assertThat(files.waitingBytes()).isZero();
  }

  @Test
  void aCopyWithoutItsEntryDoesNotCount() throws IOException {
    StagedFiles files = files();
    files.stage(text("a"), entry("a.bin"));
    Files.delete(directory().resolve("000000001-a.bin.entry"));
    Files.writeString(directory().resolve("000000002-b.bin.entry.new"), "half");

    assertThat(reopened().waiting()).isEmpty();
    reopened().remove();
    assertThat(directory()).doesNotExist();
  }

  @Test
  void anEntryThatCannotBeReadIsPutAsideWithItsCopy() throws IOException {
    StagedFiles files = files();
    files.stage(text("a"), entry("a.bin"));
    Files.write(directory().resolve("000000001-a.bin.entry"), new byte[0]);

    reopened().remove();

    assertThat(directory()).doesNotExist();
    assertThat(directory().resolveSibling("files-000000001-a.bin.content.damaged")).hasContent("a");
    assertThat(RunDirectory.aside(directory().getParent())).hasSize(2);
  }

  @Test
  void isNotRemovedWhileAFileWaits() throws IOException {
    StagedFiles files = files();
    files.stage(text("a"), entry("a.bin"));
    files.remove();

    assertThat(files.waiting()).hasSize(1);
  }

  @Test
  void keepsAnAddressOverTheEndOfTheProgram() throws IOException {
    StagedFiles files = files();
    files.stage(text("a"), entry("a.bin"));
    String address = "https://store.example.test/a?X-Amz-Signature=0/1+2%20";
    files.writeAddress(files.waiting().get(0), address);

    StagedFiles later = reopened();
    Staged file = later.waiting().get(0);
    assertThat(later.address(file, HOUR)).contains(address);
    later.forgetAddress(file);
    later.forgetAddress(file);
    assertThat(later.address(file, HOUR)).isEmpty();
  }

  @Test
  void anOldAddressIsNoneAnyMore() throws IOException {
    StagedFiles files = files();
    files.stage(text("a"), entry("a.bin"));
    Staged file = files.waiting().get(0);
    files.writeAddress(file, "https://store.example.test/a");
    Files.setLastModifiedTime(
        directory().resolve("000000001-a.bin.address"),
        FileTime.from(Instant.now().minus(HOUR).minusSeconds(1)));

    assertThat(files.address(file, HOUR)).isEmpty();
  }

  @Test
  void halfAnAddressIsNone() throws IOException {
    StagedFiles files = files();
    files.stage(text("a"), entry("a.bin"));
    Staged file = files.waiting().get(0);
    // A full disk takes the file and not what is in it.
    Files.createFile(directory().resolve("000000001-a.bin.address"));
    assertThat(files.address(file, HOUR)).isEmpty();

    Files.createDirectory(directory().resolve("000000001-a.bin.address.new"));
    Files.writeString(directory().resolve("000000001-a.bin.address"), "https://old");
    files.writeAddress(file, "https://store.example.test/a");
    assertThat(files.address(file, HOUR)).as("the new one did not fit").contains("https://old");
  }

  @Test
  void readsEntriesOfOlderVersions() throws IOException {
    RecordBuffer buffer = new RecordBuffer(64);
    ValueCodec.write(
        buffer,
        Map.of(
            "type",
            "ARTIFACT",
            "logName",
            "save/a",
            "fileName",
            "a.bin",
            "size",
            5L,
            "step",
            1L,
            "time",
            2L,
            "caption",
            "a",
            "fileType",
            "bin"));
    Files.createDirectories(directory());
    RecordFile.write(directory().resolve("a.bin.entry"), RecordType.FILE, buffer);
    Files.writeString(directory().resolve("a.bin.content"), "12345");

    Staged file = reopened().waiting().get(0);

    assertThat(file.entry().sampleIndex()).isZero();
    assertThat(file.entry().annotations()).isEmpty();
    assertThat(Files.readString(file.content())).isEqualTo("12345");
  }

  private Path directory() {
    return home.resolve("files");
  }

  private StagedFiles files() {
    return new StagedFiles(directory());
  }

  private StagedFiles reopened() {
    return files();
  }

  private List<String> onDisk() throws IOException {
    if (!Files.exists(directory())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory())) {
      return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
    }
  }

  private static List<String> names(List<Staged> files) {
    return files.stream().map(file -> file.entry().fileName()).collect(Collectors.toList());
  }

  private static FileEntry entry(String fileName) {
    return FileEntry.of(LogType.ARTIFACT, "save/x", fileName).at(1, 2).build();
  }

  private static Content text(String text) {
    return content(text.length(), text);
  }

  private static Content content(long expected, String text) {
    return new Content() {
      @Override
      public long size() {
        return expected;
      }

      @Override
      public void writeTo(Path file) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
      }
    };
  }

  private static Content failing(Failing failure) {
    return new Content() {
      @Override
      public long size() {
        return 100;
      }

      @Override
      public void writeTo(Path file) throws IOException {
        Files.write(file, new byte[50]);
        failure.fail();
      }
    };
  }
}
