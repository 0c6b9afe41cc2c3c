package ai.trainy.pluto.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  private static final int LIMIT_BYTES = 4 << 20;

  @TempDir Path directory;

  @Test
  void writesTimeProcessLevelAndText() throws IOException {
    LogFile.at(file()).write("INFO", "Pluto answers again");

    assertThat(Files.readString(file()))
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z "
                + ProcessHandle.current().pid()
                + " INFO  Pluto answers again\\R");
  }

  @Test
  void followsNoLink() throws IOException {
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "theirs");
    Files.createSymbolicLink(file(), elsewhere);

    LogFile.at(file()).write("INFO", "ours");

    assertThat(elsewhere).hasContent("theirs");
  }

  @Test
  void doesNotWaitForTheReaderOfAPipe() throws Exception {
    assumeTrue(
        new ProcessBuilder("mkfifo", file().toString()).start().waitFor() == 0, "needs mkfifo");

    assertTimeoutPreemptively(
        Duration.ofMinutes(2), () -> LogFile.at(file()).write("INFO", "ours"));
  }

  @Test
  void isReadByItsOwnerAlone() throws IOException {
    LogFile.at(file()).write("INFO", "ours");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void writesTextsOfEveryScript() throws IOException {
    LogFile.at(file()).write("INFO", "\u6e29\u5ea6");

    assertThat(Files.readString(file())).contains("\u6e29\u5ea6");
  }

  @Test
  void writesWhereAFailureCameFrom() throws IOException {
    LogFile.at(file()).write("ERROR", "text", new IllegalStateException("reason"));

    assertThat(Files.readString(file()))
        .contains(" ERROR text")
        .contains("java.lang.IllegalStateException: reason")
        .contains("at " + LogFileTest.class.getName());
  }

  @Test
  void noTextMakesALineOfItsOwnOrReachesTheTerminal() throws IOException {
    String forged =
        "a\r\n2026-01-01T00:00:00Z 1 INFO  all is well\u001b[2K\u0085\u2028\u202e\ud83e";
    LogFile.at(file()).write("WARN", forged);
    LogFile.at(file()).write("ERROR", "text", new IOException(forged));

    List<String> lines = Files.readAllLines(file());
    assertThat(lines.get(0))
        .endsWith("Z 1 INFO  all is well\\u001b[2K\\u0085\\u2028\\u202e\\ud83e")
        .contains("a\\r\\n2026");
    assertThat(lines.get(1)).contains(" ERROR text");
    assertThat(lines.subList(2, lines.size()))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("    "));
    assertThat(Files.readString(file())).matches("[ -~\n]*");
  }

  @Test
  void appendsToWhatIsThere() throws IOException {
    LogFile.at(file()).write("INFO", "first");
    LogFile.at(file()).write("INFO", "second");

    assertThat(Files.readAllLines(file())).hasSize(2);
  }

  @Test
  void startsAfreshWhenLargeAndKeepsTheLastOne() throws IOException {
    Path before = directory.resolve("pluto.log.1");
    Files.writeString(before, "the one before");
    Files.write(file(), new byte[LIMIT_BYTES + 1]);

    LogFile.at(file()).write("INFO", "first of the new one");

    assertThat(before).hasSize(LIMIT_BYTES + 1L);
    assertThat(Files.readAllLines(file())).hasSize(1);
  }

  @Test
  void goesOnForAWhileWhereItCannotStartAfresh() throws IOException {
    Path inTheWay = Files.createDirectories(directory.resolve("pluto.log.1/in the way"));
    Files.write(file(), new byte[LIMIT_BYTES + 1]);

    LogFile.at(file()).write("INFO", "all the same");

    assertThat(Files.readString(file())).endsWith("all the same\n");
    Files.write(file(), new byte[2 * LIMIT_BYTES + 1]);
    LogFile.at(file()).write("INFO", "too much");
    assertThat(file()).hasSize(2L * LIMIT_BYTES + 1);
    assertThat(inTheWay).exists();
  }

  @Test
  void doesNotStartAfreshBefore() throws IOException {
    Files.write(file(), new byte[LIMIT_BYTES]);

    LogFile.at(file()).write("INFO", "text");

    assertThat(Files.size(file())).isGreaterThan(LIMIT_BYTES);
    assertThat(directory.resolve("pluto.log.1")).doesNotExist();
  }

  @Test
  void keepsQuietWhereItCannotWrite() {
    LogFile inNoDirectory = LogFile.at(directory.resolve("absent").resolve("pluto.log"));
    LogFile onADirectory = LogFile.at(directory);

    assertThatCode(
            () -> {
              inNoDirectory.write("INFO", "text");
              onADirectory.write("ERROR", "text", new IOException());
              LogFile.NONE.write("INFO", "text");
            })
        .doesNotThrowAnyException();
  }

  @Test
  void writesForAnInterruptedThread() throws IOException {
    Thread.currentThread().interrupt();
    LogFile.at(file()).write("INFO", "text");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(file()).isNotEmptyFile();
  }

  private Path file() {
    return directory.resolve("pluto.log");
  }
}
