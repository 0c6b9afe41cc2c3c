package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.local.LocalPluto;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of many points in a JVM of 32 MB: neither memory nor disk grows with it.
 *
 * <p>The promise is made for {@code -Dpluto.test.large=10000000}, a few minutes; the whole command
 * is in CONTRIBUTING.md.
 */
class LargeRunIT {
  private static final int POINTS = Integer.getInteger("pluto.test.large", 300_000);

  private static final int VALUES = 10;
  private static final int ROWS = POINTS / VALUES;
  private static final long MEGABYTE = 1 << 20;

  @TempDir Path directory;

  @Test
  void aServerThatKeepsUpKeepsTheDiskSmall() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      Home home = new Home(directory, pluto.url());
      try (Forked program = home.start(home.jvm().option("-Xmx32m"), "large")) {
        program.command("flood " + ROWS + " " + VALUES + " 100000");
        long most = mostBytesUntil(home, program, "done");

        assertThat(Books.ofFinished(program, 0).sent()).isEqualTo(POINTS);

        // Three segments of 8 MiB: one that is read, one that is written, and before these one that
        // Pluto may not have stored yet.
        assertThat(most).isLessThan(26 * MEGABYTE);
        assertArrived(pluto, 0);
        assertThat(program.said()).hasSize(2);
        assertThat(home.left()).isEmpty();
        System.out.printf("%,d points, at most %,d bytes on disk%n", POINTS, most);
      }
    }
  }

  @Test
  void aServerThatIsAwayCostsNoMoreDiskThanAllowed() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.goDown();
      Home home =
          new Home(directory, pluto.url())
              .variable("PLUTO_JOURNAL_LIMIT_MEGABYTES", "4")
              .variable("PLUTO_FINISH_TIMEOUT_SECONDS", "0.2");
      try (Forked program = home.start(home.jvm().option("-Xmx32m"), "large")) {
        program.command("flood " + ROWS + " " + VALUES + " " + Integer.MAX_VALUE);
        long most = mostBytesUntil(home, program, "done");

        Books books = Books.ofFinished(program, 0);

        assertThat(most).isLessThan(4 * MEGABYTE + 64 * 1024);
        assertThat(books.refused()).isPositive();
        assertThat(books.pending()).isEqualTo(books.stored());
        assertThat(program.said())
            .filteredOn(line -> line.contains("PLUTO_JOURNAL_LIMIT_MEGABYTES"))
            .hasSize(1);

        pluto.comeBack();
        assertThat(home.recover().sent()).isEqualTo(books.stored());
        assertArrived(pluto, books.refused());
        assertThat(pluto.run(Home.PROJECT, "large").last("sys/pluto.dropped").value())
            .isEqualTo((double) books.refused());
        assertThat(home.left()).isEmpty();
        System.out.printf("%s, at most %,d bytes on disk%n", books, most);
      }
    }
  }

  private static long mostBytesUntil(Home home, Forked program, String event) throws Exception {
    CompletableFuture<String> told = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                told.complete(program.await(event));
              } catch (Exception e) {
                told.completeExceptionally(e);
              }
            });
    waiting.start();
    long most = 0;
    while (!told.isDone()) {
      most = Math.max(most, home.bytes());
      Thread.sleep(2);
    }
    told.get();
    return Math.max(most, home.bytes());
  }

  private static void assertArrived(LocalPluto pluto, long lost) {
    Account account = new Account();
    account.add(pluto.run(Home.PROJECT, "large"), ReportedSteps.ofOneThread(ROWS), VALUES);
    assertThat(account.lost()).isEqualTo(lost);
    assertThat(account.points()).isEqualTo(POINTS - lost);
    assertThat(account.doubled() + account.wrong()).as("%s", account).isZero();
  }
}
