package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.trainy.pluto.api.FileEntry;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.Destinations;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.TextContent;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Recovery;
import ai.trainy.pluto.upload.UploadContext;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad directory costs nobody else anything, and what a newer version wrote stays as it is. */
class BadDirectoriesTest {
  private static final long HUGE = 3L << 30;

  @TempDir Path home;

  private final FakePluto pluto = new FakePluto();
  private final Told told = new Told();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "intent",
        "destination",
        "answer",
        "acknowledged",
        "refused",
        "lock",
        "rejected.txt",
        "00000001.segment",
        "00000002.segment",
        "files/000000001-a.bin.entry",
        "files/000000001-a.bin.content"
      })
  void aPipeOrAHugeFileInPlaceOfASmallOneStopsNobody(String name) throws Exception {
    if (!name.endsWith(".content")) {
      // A file that was logged may be as large as it likes.
      Path huge = leave("a-huge").resolve(name);
      Files.deleteIfExists(huge);
      try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
        file.setLength(HUGE);
      }
    }
    Path pipe = leave("b-pipe").resolve(name);
    Files.deleteIfExists(pipe);
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
    Path good = leave("c-good");

    assertTimeoutPreemptively(
        Duration.ofMinutes(3),
        () -> {
          look(new RunStore(home));
          recovery().start();
          Await.until("the good one", () -> !Files.exists(good));
        });

    assertThat(pluto.points()).contains("loss@1=1.0");
    // What the server answered, and a count for people, can be done without.
    assertThat(Files.exists(pipe)).isEqualTo(!name.matches("answer|refused"));
    pluto.assertObeyed();
  }

  private static void look(RunStore journals) throws IOException {
    journals.leftovers();
    for (Path run : journals.runs()) {
      try {
        journals.isInUse(run);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("not a regular file");
      }
      try {
        RunSnapshot.of(run);
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void aWrongRecordStopsNobody() throws Exception {
    Path bad = leave("a-bad");
    RecordBuffer deep = new RecordBuffer(64);
    for (int i = 0; i < 1_000_000; i++) {
      deep.putByte('[').putInt(1);
    }
    RecordFile.write(bad.resolve("intent"), RecordType.INTENT, deep);
    Path long_ = leave("b-long");
    RecordFile.write(
        long_.resolve("intent"),
        RecordType.INTENT,
        new RecordBuffer(64).putByte('{').putInt(1).putInt(Integer.MAX_VALUE));
    Path good = leave("c-good");

    recovery().start();

    Await.until("the good one", () -> !Files.exists(good));
    assertThat(new RunStore(home).runs()).containsExactly(bad, long_);
  }

  @ParameterizedTest
  @ValueSource(strings = {"segment", "record", "intent", "answer", "destination", "entry"})
  void whatANewerVersionWroteIsLeftExactlyAsItIs(String what) throws Exception {
    Path run = leave("newer");
    switch (what) {
      case "segment":
        setByte(SegmentFile.path(run, 1), 11, 2);
        break;
      case "record":
        unknownType(SegmentFile.path(run, 1), SegmentFile.HEADER_BYTES);
        break;
      case "entry":
        unknownType(run.resolve("files/000000001-a.bin.entry"), 0);
        break;
      default:
        unknownType(run.resolve(what), 0);
    }
    Map<String, String> before = contents(run);

    recovery().start();

    Path good = leave("then");
    recovery().start();
    Await.until("the good one", () -> !Files.exists(good));
    assertThat(contents(run)).isEqualTo(before);
    assertThat(pluto.points()).containsExactly("loss@1=1.0");
    assertThat(newer(run)).contains("was written by a newer version of the agent");
  }

  private static String newer(Path run) {
    try {
      RunSnapshot.of(run);
      return "";
    } catch (NewerFormatException e) {
      return e.getMessage();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void setByte(Path file, int at, int value) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] = (byte) value;
    Files.write(file, bytes);
  }

  /** Gives the record there a type that is not known, and a checksum that is right. */
  private static void unknownType(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at + 4] = 99;
    int length = Frame.length(bytes, at, bytes.length);
    CRC32C crc = new CRC32C();
    crc.update(bytes, at, 13);
    crc.update(bytes, at + 17, length - 17);
    ByteBuffer.wrap(bytes).putInt(at + 13, (int) crc.getValue());
    Files.write(file, bytes);
  }

  /** A run with a value, a file and an answer, left behind. */
  private Path leave(String id) throws IOException {
    RunDirectory run =
        new RunStore(home).create(RunStoreTest.spec("p", id, 0), Destinations.fake());
    try (Journal journal = new Journal(run, 1L << 30, Duration.ofSeconds(20), told.messages())) {
      MetricsRecord record = new MetricsRecord(0, 1, 1);
      record.add("loss", 1.0);
      journal.append(record);
      run.writeAnswer(pluto.create(run.spec(), Optional.empty()).value());
      run.files()
          .limitedTo(1 << 20)
          .stage(new TextContent("x"), FileEntry.of(LogType.ARTIFACT, "a.bin", "a.bin").build());
    }
    return run.path();
  }

  private Recovery recovery() {
    return new Recovery(
        new RunStore(home),
        pluto::reconnected,
        new UploadContext(TestSettings.of(Map.of()), told.messages(), "a key"),
        Optional.of(Duration.ofSeconds(10)));
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> regular = files.filter(Files::isRegularFile).collect(Collectors.toList());
      for (Path file : regular) {
        contents.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}
