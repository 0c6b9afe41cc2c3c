package ai.trainy.pluto.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticesTest {
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Notices notices = new Notices(stderr);

  @TempDir Path directory;

  @Test
  void saysEachKindOnce() {
    notices.say("key", "first");
    notices.say("key", "second");
    notices.say("away", "third");

    assertThat(said()).isEqualTo("pluto: first\npluto: third\n");
  }

  @Test
  void saysOneLineOfAscii() {
    notices.say("key", "a\nb\tc \u6e29 \u0007\r\u00e9 d");

    assertThat(said()).isEqualTo("pluto: a\\nb\\tc \\u6e29 \\u0007\\r\\u00e9 d\n");
  }

  @Test
  void noLineIsLongerThan2KilobytesAndItsEndStays() throws IOException {
    Path log = directory.resolve("pluto.log");
    notices.logTo(LogFile.at(log));
    notices.say("name", "The name " + "\u640d".repeat(100_000) + " is long. Use a shorter one.");

    assertThat(said()).hasSize(2048).startsWith("pluto: The name ").endsWith("a shorter one.\n");
    assertThat(Files.size(log)).isBetween(2040L, 2048L);
    assertThat(Files.readAllLines(log)).singleElement().asString().endsWith(" Use a shorter one.");
  }

  @Test
  void neverShowsAKey() throws IOException {
    Path log = directory.resolve("pluto.log");
    notices.logTo(LogFile.at(log));
    notices.say("option", "agent option 'mlpi_EXAMPLE.key-0123456' is not understood");
    notices.log("mlps_EXAMPLE_key0123456789012 again");

    assertThat(said()).isEqualTo("pluto: agent option 'mlpi_...' is not understood\n");
    assertThat(Files.readString(log)).contains("mlps_... again").doesNotContain("EXAMPLE");
  }

  @Test
  void writesALineAtOnce() {
    List<Integer> writes = new ArrayList<>();
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            writes.add(1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            writes.add(length);
          }
        };

    new Notices(counting).say("key", "text");

    assertThat(writes).containsExactly("pluto: text\n".length());
  }

  @Test
  void repeatsGoToTheLogFile() throws IOException {
    notices.logTo(LogFile.at(directory.resolve("pluto.log")));
    notices.say("key", "first");
    notices.say("key", "second");
    notices.log("third");

    assertThat(said()).isEqualTo("pluto: first\n");
    assertThat(Files.readAllLines(directory.resolve("pluto.log")))
        .satisfiesExactly(
            line -> assertThat(line).endsWith(" WARN  first"),
            line -> assertThat(line).endsWith(" WARN  second (time 2)"),
            line -> assertThat(line).endsWith(" INFO  third"));
  }

  @Test
  void manyRepeatsTakeFewLinesOfTheLogFile() throws IOException {
    notices.logTo(LogFile.at(directory.resolve("pluto.log")));
    for (int i = 1; i <= 1_000_000; i++) {
      notices.say("full", "a value is dropped");
    }

    assertThat(Files.readAllLines(directory.resolve("pluto.log")))
        .hasSize(20)
        .last()
        .asString()
        .endsWith("a value is dropped (time 524288)");
  }

  @Test
  void whatIsForThoseWhoLookCloselyIsInTheLogFileOnce() throws IOException {
    notices.logTo(LogFile.at(directory.resolve("pluto.log")));
    notices.debug("value a", "first");
    notices.debug("value a", "second");
    notices.debug("value b", "third");

    assertThat(said()).isEmpty();
    assertThat(Files.readAllLines(directory.resolve("pluto.log")))
        .satisfiesExactly(
            line -> assertThat(line).endsWith(" INFO  first"),
            line -> assertThat(line).endsWith(" INFO  third"));
  }

  @Test
  void whatIsForThoseWhoLookCloselyIsSaidToThem() {
    notices.beVerbose();
    notices.debug("value a", "first");
    notices.debug("value a", "second");

    assertThat(said()).isEqualTo("pluto: first\n");
  }

  @Test
  void tenLinesAboutThingsOfAKindArePrintedAndTheRestIsCounted() throws IOException {
    Path log = directory.resolve("pluto.log");
    notices.logTo(LogFile.at(log));
    for (int i = 1; i <= 500; i++) {
      notices.say("value", "name-" + i, "'name-" + i + "' is too large.");
      notices.say("value", "name-" + i, "'name-" + i + "' is too large again.");
    }
    notices.say("run", "a", "another kind");
    notices.sayHowManyMore();
    notices.sayHowManyMore();

    assertThat(said().lines())
        .hasSize(12)
        .startsWith("pluto: 'name-1' is too large.", "pluto: 'name-2' is too large.")
        .endsWith(
            "pluto: 'name-10' is too large. From now on, lines like this one are written to "
                + log
                + " alone.",
            "pluto: another kind",
            "pluto: 490 more lines were written to " + log + " alone.");
    assertThat(Files.readAllLines(log))
        .filteredOn(line -> line.contains("too large."))
        .hasSize(500);
  }

  @Test
  void withoutALogFileWhatIsNotPrintedIsSaidToBeSo() {
    for (int i = 1; i <= 11; i++) {
      notices.say("run", i, "run " + i + ".");
    }
    notices.sayHowManyMore();

    assertThat(said().lines())
        .endsWith(
            "pluto: run 10. From now on, lines like this one are not printed.",
            "pluto: 1 more line was not printed.");
  }

  @Test
  void aProgramWithoutAStderrIsLeftAlone() throws IOException {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("closed");
          }
        };
    Notices deaf = new Notices(closed);
    deaf.logTo(LogFile.at(directory.resolve("pluto.log")));

    assertThatCode(() -> deaf.say("key", "text")).doesNotThrowAnyException();
    assertThat(directory.resolve("pluto.log")).isNotEmptyFile();
  }

  @Test
  void logsNowhereUntilToldWhere() {
    assertThatCode(
            () -> {
              notices.log("text");
              notices.log("text", new IllegalStateException());
            })
        .doesNotThrowAnyException();
    assertThat(said()).isEmpty();
  }

  private String said() {
    return stderr.toString(StandardCharsets.US_ASCII);
  }
}
