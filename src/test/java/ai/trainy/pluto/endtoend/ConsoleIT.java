package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.Prints;
import ai.trainy.pluto.endtoend.programs.PrintsBinary;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.LogLine;
import ai.trainy.pluto.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program prints is on the run's page, and where it went before, byte for byte. */
class ConsoleIT {
  private static final int THREADS = 16;
  private static final int LINES = 200;

  @TempDir Path home;

  @ParameterizedTest
  @MethodSource("launchers")
  void whatIsPrintedWhileARunIsOpenIsInItsLogAndOnTheTerminalAsEver(String launcher)
      throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended without = utf8(Jvm.of(launcher, home)).run(Prints.class, 1, LINES);
      Jvm.Ended ended = with(pluto, Jvm.of(launcher, home)).run(Prints.class, 1, LINES);

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.stdout()).isEqualTo(without.stdout());
      assertThat(ended.stderrOfTheProgram()).isEqualTo(without.stderr().strip());
      assertThat(pluto.refusals()).isEmpty();
      assertThat(lines(pluto, "ERROR")).contains("to stderr");
      List<String> expected =
          new ArrayList<>(
              List.of(
                  "to stdout",
                  "half and half",
                  "lines",
                  "in one",
                  "write",
                  "carriage 13\r",
                  "Grüße, \u4f60\u597d, \ud83e\udd89",
                  "\u001b[32mgreen\u001b[0m",
                  "***REDACTED*** and more",
                  "through a stream of the program's own",
                  "through the stream that was there before",
                  "raw array",
                  "raw part",
                  "raw bytes",
                  "\ufffd\0\ufffdx"));
      expected.addAll(List.of("x".repeat(65_536), "x".repeat(65_536), "x".repeat(65_536)));
      expected.add("x".repeat(3_392));
      IntStream.range(0, LINES).forEach(i -> expected.add("thread 0 line " + i));
      expected.addAll(List.of("the last line", "never ended"));
      assertThat(lines(pluto, "INFO")).containsExactlyElementsOf(expected);
      assertThat(pluto.runs().get(0).logLines())
          .extracting(LogLine::lineNumber)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void manyThreadsPrintWholeLinesInTheirOrderAndWhatIsPrintedBeforeAKillArrives()
      throws IOException {
    try (LocalPluto pluto = LocalPluto.start();
        Running program = with(pluto, Jvm.in(home)).spawn(Prints.class, THREADS, LINES, "wait")) {
      program.awaitOutput("the last line");
      Await.until(program::toString, () -> lines(pluto, "INFO").contains("the last line"));
      program.kill();

      List<String> lines = lines(pluto, "INFO");
      for (int t = 0; t < THREADS; t++) {
        String name = "thread " + t + " line ";
        assertThat(lines.stream().filter(line -> line.startsWith(name)))
            .containsExactlyElementsOf(
                IntStream.range(0, LINES).mapToObj(i -> name + i).collect(Collectors.toList()));
      }
      assertThat(pluto.refusals()).isEmpty();
    }
  }

  @Test
  void whatIsNoTextIsPassedOnByteForByteAndHarmsNothing() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      byte[] without = printedDigest(inLatin1(Jvm.in(home)));
      byte[] with = printedDigest(inLatin1(with(pluto, Jvm.in(home).option("-Xmx64m"))));

      assertThat(with).isEqualTo(without);
      assertThat(pluto.refusals()).isEmpty();
      assertThat(pluto.run("binary", "binary01").status()).isEqualTo("COMPLETED");
      assertThat(pluto.run("binary", "binary01").points("loss")).hasSize(1);
      assertThat(lines(pluto, "INFO"))
          .startsWith("\u001b[1;31mGr\u00fc\u00dfe\u001b[0m", "\r 50 %\r100 %")
          .anyMatch(line -> line.matches("(?s).*left out here: more was printed.*"))
          .doesNotContain("after the run");
    }
  }

  private static Jvm inLatin1(Jvm jvm) {
    return jvm.option("-Dstdout.encoding=ISO-8859-1").option("-Dsun.stdout.encoding=ISO-8859-1");
  }

  private byte[] printedDigest(Jvm jvm) throws Exception {
    Process process = jvm.begin(home.resolve("stderr.txt"), PrintsBinary.class, 100);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream printed = process.getInputStream()) {
      byte[] buffer = new byte[1 << 20];
      for (int count = printed.read(buffer); count >= 0; count = printed.read(buffer)) {
        digest.update(buffer, 0, count);
      }
    }
    assertThat(process.waitFor()).as(Files.readString(home.resolve("stderr.txt"))).isZero();
    return digest.digest();
  }

  @Test
  void nothingThatIsPrintedIsTakenWhereTheUserSaysSo() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended =
          with(pluto, Jvm.in(home)).variable("PLUTO_CONSOLE", "false").run(Prints.class, 1, 1);

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(pluto.runs()).hasSize(1);
      assertThat(pluto.runs().get(0).logLines()).isEmpty();
    }
  }

  private static Jvm with(LocalPluto pluto, Jvm jvm) {
    return utf8(jvm)
        .withAgent()
        .withPluto(pluto.url())
        .withExampleClient()
        .variable("PLUTO_CONSOLE", "true");
  }

  /** As on most machines; these tests have no locale. */
  private static Jvm utf8(Jvm jvm) {
    return jvm.variable("LC_ALL", "C.UTF-8");
  }

  /** In the order of the page. */
  private static List<String> lines(LocalPluto pluto, String type) {
    return pluto.runs().stream()
        .flatMap(run -> run.logLines().stream())
        .filter(line -> line.logType().equals(type))
        .sorted(Comparator.comparing(LogLine::lineNumber))
        .map(LogLine::message)
        .collect(Collectors.toList());
  }

  private static List<String> launchers() {
    return Jvm.launchers();
  }
}
