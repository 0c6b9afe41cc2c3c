package ai.trainy.pluto.observe.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.ConsoleLines;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.threads.DaemonThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final Console console =
      new Console(
          new DaemonThreads(),
          UTF_8,
          UTF_8,
          () -> line -> line.replace("secret", "*"),
          new Messages(OutputStream.nullOutputStream()));

  private final Page page = new Page();

  /** A run that keeps what it is given. */
  private static class Page implements Console.Recipient {
    private final List<ConsoleLines.Line> lines = new ArrayList<>();
    private volatile boolean over;

    @Override
    public boolean isOver() {
      return over;
    }

    @Override
    public synchronized void take(List<ConsoleLines.Line> some) throws IOException {
      lines.addAll(some);
    }

    synchronized List<String> texts() {
      return lines.stream()
          .map(line -> (line.isError() ? "E " : "O ") + line.text())
          .collect(Collectors.toList());
    }
  }

  @AfterEach
  void end() {
    page.over = true;
  }

  private void print(boolean error, String text) {
    byte[] bytes = ("." + text + ".").getBytes(UTF_8);
    console.printed(error, bytes, 1, bytes.length - 2);
  }

  @Test
  void linesOfBothStreamsComeInTheirOrderWithoutSecrets() {
    console.add(page);
    print(false, "one\ntw");
    print(true, "err\n");
    print(false, "o\na secret\n");

    Await.until("the lines", () -> page.texts().size() == 4);
    assertThat(page.texts()).containsExactly("O one", "E err", "O two", "O a *");
  }

  @Test
  void whatWasPrintedBeforeARunIsNotItsOwn() {
    print(false, "long before\n");
    Page first = new Page();
    console.add(first);
    print(false, "before\n");
    console.add(page);
    print(false, "after\n");
    console.bringUpToDate();

    assertThat(page.texts()).containsExactly("O after");
    assertThat(first.texts()).containsExactly("O before", "O after");
    first.over = true;
  }

  @Test
  void theEndOfARunGetsTheLineThatIsNotEnded() {
    console.add(page);
    print(false, "whole\nbegun");
    console.bringUpToDate();

    assertThat(page.texts()).containsExactly("O whole", "O begun");
  }

  @Test
  void whatIsPrintedAfterASilenceComesToo() {
    console.add(page);
    for (int i = 0; i < 20; i++) {
      String line = "line " + i;
      print(false, line + "\n");
      Await.until(line, () -> page.texts().contains("O " + line));
    }

    assertThat(page.texts()).hasSize(20);
  }

  @Test
  void nothingIsTakenWhileNoRunIsOpen() {
    console.add(page);
    page.over = true;
    Await.until(
        "the end",
        () -> {
          // Looked at in vain for some time.
          print(false, "x\n");
          return !console.isCapturing();
        });
    Page next = new Page();
    console.add(next);
    print(false, "next\n");
    console.bringUpToDate();

    assertThat(next.texts()).containsExactly("O next");
    next.over = true;
  }

  @Test
  void aRunThatFailsCostsTheOthersNothing() {
    console.add(
        new Page() {
          @Override
          public void take(List<ConsoleLines.Line> some) throws IOException {
            throw new IOException("disk");
          }
        });
    console.add(page);
    print(false, "a\n");
    console.bringUpToDate();
    print(false, "b\n");
    console.bringUpToDate();

    assertThat(page.texts()).containsExactly("O a", "O b");
  }

  @Test
  void aFloodIsBoundedAndCounted() {
    console.add(page);
    int lines = 500_000;
    for (int i = 0; i < lines; i++) {
      print(false, "line " + i + "\n");
    }
    console.bringUpToDate();

    List<String> texts = page.texts();
    long left = texts.stream().filter(text -> text.startsWith("O line ")).count();
    long leftOut =
        texts.stream()
            .filter(text -> text.contains("left out here"))
            .mapToLong(text -> Long.parseLong(text.replaceAll("\\D*(\\d+).*", "$1")))
            .sum();
    assertThat(left).isGreaterThan(10_000).isLessThan(lines);
    assertThat(left + leftOut).isEqualTo(lines);
    assertThat(texts).first().isEqualTo("O line 0");
  }

  /** The disk hangs, say; whoever prints must not notice. */
  @Test
  void whoeverPrintsDoesNotWaitForARun() throws InterruptedException {
    CountDownLatch well = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    console.add(
        new Page() {
          @Override
          public void take(List<ConsoleLines.Line> some) throws IOException {
            stuck.countDown();
            try {
              well.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        });
    console.add(page);
    print(false, "first\n");
    stuck.await();
    IntStream.range(0, 10_000).forEach(i -> print(false, "line " + i + "\n"));
    console.bringUpToDate();

    well.countDown();
    Await.until("the rest", () -> page.texts().size() == 10_001);
  }
}
