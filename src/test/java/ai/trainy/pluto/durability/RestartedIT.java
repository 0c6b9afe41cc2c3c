package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.journal.RunSnapshot;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ordinary restart of Pluto drops what it has acknowledged and not stored yet. */
class RestartedIT {
  private static final int RESTARTS = 2;
  private static final int ROWS = 200;
  private static final int VALUES = 5;

  @TempDir Path directory;

  @Test
  void everyValueIsThereAfterRestartsInTheMiddleOfARun() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.storeLate();
      Home home = new Home(directory, pluto.url());
      try (Forked program = home.start("restarted")) {
        for (int restart = 1; restart <= RESTARTS; restart++) {
          program.command("log 1 " + ROWS + " " + VALUES + " 0").await("done");
          Await.until("everything is acknowledged", () -> pending(home) == 0);
          int failures = failures(home);
          pluto.goDown();
          program.command("log 1 " + ROWS + " " + VALUES + " 0").await("done");
          Await.until("the program has noticed", () -> failures(home) > failures);
          pluto.comeBack();
        }
        long rows = 2L * RESTARTS * ROWS;
        Books books = Books.ofFinished(program, 0);

        assertThat(pluto.dropped()).as("lines that the restarts have cost").isPositive();
        assertThat(books.sent()).isEqualTo(rows * VALUES);
        assertThat(books.pending()).isZero();
        Await.until("everything is stored", () -> pluto.unstored() == 0);
        Account account = new Account();
        account.add(pluto.run(Home.PROJECT, "restarted"), program.told(), VALUES);
        assertThat(account.points()).as("%s", account).isEqualTo(rows * VALUES);
        assertThat(account.lost() + account.doubled() + account.wrong()).as("%s", account).isZero();
        assertThat(home.left()).isEmpty();
        System.out.printf(
            "%d restarts dropped %d lines of %d, all are there: %s%n",
            RESTARTS, pluto.dropped(), rows, account);
      }
    }
  }

  /** How many values of the run are not acknowledged, as anybody can see. */
  private static long pending(Home home) {
    try {
      return RunSnapshot.of(home.journals().runs().get(0)).pendingValues();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many outages the program has noticed so far. */
  private static int failures(Home home) {
    try {
      return (int)
          Files.readAllLines(home.journals().home().resolve("pluto.log")).stream()
              .filter(line -> line.contains("a request failed"))
              .count();
    } catch (NoSuchFileException none) {
      return 0;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
