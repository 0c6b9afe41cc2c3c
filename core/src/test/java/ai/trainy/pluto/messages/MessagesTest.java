package ai.trainy.pluto.messages;

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

class MessagesTest {
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private final Messages messages = new Messages(stderr);

  @TempDir Path directory;

  @Test
  void saysAMessageAsOftenAsItIsMeantToBe() {
    messages.say(Spoken.ONCE, "first");
    messages.say(Spoken.ONCE, "second");
    messages.say(Spoken.OTHER, "third", 4);

    assertThat(said()).isEqualTo("pluto: once first\npluto: third and 4\n");
  }

  @Test
  void saysOneLineOfAscii() {
    messages.say(Spoken.TEXT, "a\nb\tc \u6e29 \u0007\r\u00e9 d");

    assertThat(said()).isEqualTo("pluto: a\\nb\\tc \\u6e29 \\u0007\\r\\u00e9 d\n");
  }

  @Test
  void noLineIsLongerThan2KilobytesAndItsEndStays() throws IOException {
    Path log = directory.resolve("pluto.log");
    messages.logTo(LogFile.at(log));
    messages.say(
        Spoken.TEXT, "The name " + "\u640d".repeat(100_000) + " is long. Use a shorter one.");

    assertThat(said()).hasSize(2048).startsWith("pluto: The name ").endsWith("a shorter one.\n");
    assertThat(Files.size(log)).isBetween(2040L, 2048L);
    assertThat(Files.readAllLines(log)).singleElement().asString().endsWith(" Use a shorter one.");
  }

  @Test
  void neverShowsAKey() throws IOException {
    Path log = directory.resolve("pluto.log");
    messages.logTo(LogFile.at(log));
    messages.say(Spoken.TEXT, "agent option 'mlpi_EXAMPLE.key-0123456' is not understood");
    messages.log(Spoken.TEXT, "mlps_EXAMPLE_key0123456789012 again");

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

    new Messages(counting).say(Spoken.TEXT, "text");

    assertThat(writes).containsExactly("pluto: text\n".length());
  }

  @Test
  void repeatsGoToTheLogFile() throws IOException {
    messages.logTo(LogFile.at(directory.resolve("pluto.log")));
    messages.say(Spoken.ONCE, "first");
    messages.say(Spoken.ONCE, "second");
    messages.say(Spoken.NEWS, "third");
    messages.log(Spoken.TEXT, "fourth");

    assertThat(said()).isEqualTo("pluto: once first\npluto: third\n");
    assertThat(log())
        .satisfiesExactly(
            line -> assertThat(line).endsWith(" WARN  once first"),
            line -> assertThat(line).endsWith(" WARN  once second (time 2)"),
            line -> assertThat(line).endsWith(" INFO  third"),
            line -> assertThat(line).endsWith(" INFO  fourth"));
  }

  @Test
  void manyRepeatsTakeFewLinesOfTheLogFile() throws IOException {
    messages.logTo(LogFile.at(directory.resolve("pluto.log")));
    for (int i = 1; i <= 1_000_000; i++) {
      messages.say(Spoken.ONCE, "more");
    }
    messages.sayHowManyMore();

    assertThat(said()).isEqualTo("pluto: once more\n");
    assertThat(log())
        .hasSize(21)
        .endsWith(log().get(20))
        .anyMatch(line -> line.endsWith("once more (time 524288)"));
    assertThat(log().get(20)).endsWith(" INFO  ONCE: 999999 more");
  }

  @Test
  void whatIsRepeatedIsNotPutTogetherAgain() {
    Object name =
        new Object() {
          private int times;

          @Override
          public String toString() {
            return "name " + ++times;
          }
        };
    for (int i = 1; i <= 1_000; i++) {
      messages.say(Spoken.ONCE, name);
    }

    assertThat(name).asString().isEqualTo("name 11");
  }

  @Test
  void whatIsForThoseWhoLookCloselyIsInTheLogFileOnce() throws IOException {
    messages.logTo(LogFile.at(directory.resolve("pluto.log")));
    messages.sayAbout("a", Spoken.DETAIL, "first");
    messages.sayAbout("a", Spoken.DETAIL, "second");
    messages.sayAbout("a", Spoken.DETAIL, "third");
    messages.sayAbout("b", Spoken.DETAIL, "fourth");

    assertThat(said()).isEmpty();
    assertThat(log())
        .satisfiesExactly(
            line -> assertThat(line).endsWith(" INFO  first"),
            line -> assertThat(line).endsWith(" INFO  second (time 2)"),
            line -> assertThat(line).endsWith(" INFO  fourth"));
  }

  @Test
  void whatIsForThoseWhoLookCloselyIsSaidToThem() {
    messages.beVerbose();
    messages.sayAbout("a", Spoken.DETAIL, "first");
    messages.sayAbout("a", Spoken.DETAIL, "second");

    assertThat(said()).isEqualTo("pluto: first\n");
  }

  @Test
  void tenThingsAreToldOfAndTheRestIsCounted() throws IOException {
    Path log = directory.resolve("pluto.log");
    messages.logTo(LogFile.at(log));
    for (int i = 1; i <= 500; i++) {
      messages.sayAbout("name-" + i, Spoken.LARGE, "name-" + i, "");
      if (i <= 10) {
        messages.sayAbout("name-" + i, Spoken.LARGE, "name-" + i, " again");
      }
    }
    messages.say(Spoken.ONCE, "another message");
    messages.sayHowManyMore();
    messages.sayHowManyMore();

    assertThat(said().lines())
        .hasSize(12)
        .startsWith("pluto: 'name-1' is too large.", "pluto: 'name-2' is too large.")
        .endsWith(
            "pluto: 'name-10' is too large. Further ones are counted, not reported.",
            "pluto: once another message",
            "pluto: 491 more messages were counted, not printed; see " + log + ".");
    assertThat(log())
        .filteredOn(line -> line.contains("too large"))
        .as("ten, and the 2nd, 4th, ... of all")
        .hasSizeBetween(10, 20);
    assertThat(log()).anyMatch(line -> line.endsWith(" INFO  LARGE: 491 more"));
  }

  @Test
  void theSameLineIsNotPrintedTwice() {
    messages.say(Spoken.LARGE, "a", "");
    messages.say(Spoken.LARGE, "a", "");
    messages.say(Spoken.LARGE, "b", "");

    assertThat(said()).isEqualTo("pluto: 'a' is too large.\npluto: 'b' is too large.\n");
  }

  @Test
  void withoutALogFileTheCountIsAllThereIs() {
    for (int i = 1; i <= 11; i++) {
      messages.sayAbout(i, Spoken.RUN, i);
    }
    messages.sayHowManyMore();

    assertThat(said().lines())
        .endsWith(
            "pluto: run 10 (further ones are counted, not reported)",
            "pluto: 1 more message was counted, not printed.");
  }

  @Test
  void whatWasFoundElsewhereIsSaid() {
    messages.say(Notice.of(Spoken.OTHER, "a", 1));

    assertThat(said()).isEqualTo("pluto: a and 1\n");
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
    Messages deaf = new Messages(closed);
    deaf.logTo(LogFile.at(directory.resolve("pluto.log")));

    assertThatCode(() -> deaf.say(Spoken.ONCE, "more")).doesNotThrowAnyException();
    assertThat(directory.resolve("pluto.log")).isNotEmptyFile();
  }

  @Test
  void logsNowhereUntilToldWhere() {
    assertThatCode(
            () -> {
              messages.log(Spoken.TEXT, "text");
              messages.log(Spoken.TEXT, new IllegalStateException(), "text");
            })
        .doesNotThrowAnyException();
    assertThat(said()).isEmpty();
  }

  private String said() {
    return stderr.toString(StandardCharsets.US_ASCII);
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(directory.resolve("pluto.log"));
  }

  private enum Spoken implements Message {
    ONCE(Level.WARN, 1, "once {}"),
    OTHER(Level.WARN, 1, "{} and {}"),
    TEXT(Level.WARN, 1, "{}"),
    NEWS(Level.INFO, 1, "{}"),
    DETAIL(Level.DEBUG, MANY, "{}"),
    LARGE(Level.WARN, SEVERAL, "'{}' is too large{}."),
    RUN(Level.INFO, SEVERAL, "run {}");

    private final Level level;
    private final int times;
    private final String template;

    Spoken(Level level, int times, String template) {
      this.level = level;
      this.times = times;
      this.template = template;
    }

    @Override
    public Level level() {
      return level;
    }

    @Override
    public int times() {
      return times;
    }

    @Override
    public String template() {
      return template;
    }
  }
}
