package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.testing.Await;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is away for half a run, for a whole run, for a day. */
class ServerAwayIT {
  private static final Duration DAY = Duration.ofDays(1);

  /** As early as Pluto may be told. */
  private static final long CENTURY = Instant.parse("2000-01-01T00:00:01Z").toEpochMilli();

  @TempDir Path directory;

  @Test
  void aRunWithoutAServerIsUploadedLater() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.goDown();
      Home home = new Home(directory, pluto.url()).variable("PLUTO_FINISH_TIMEOUT_SECONDS", "0.2");
      try (Forked program = home.start("away")) {
        program.command("log 2 1000 5 0");
        Books books = Books.ofFinished(program, 0);
        assertThat(books.pending()).isEqualTo(2 * 1000 * 5);
        assertThat(program.said()).hasSize(1);
        assertThat(program.said().get(0)).contains("0 of 10000 values", "The rest is kept in");

        pluto.comeBack();
        assertThat(home.recover().sent()).isEqualTo(2 * 1000 * 5);

        assertArrived(pluto, "away", program, 5);
        assertThat(pluto.run(Home.PROJECT, "away").status()).isEqualTo("COMPLETED");
        assertThat(home.left()).isEmpty();
      }
    }
  }

  @Test
  void aServerThatComesBackGetsTheBacklogWhileTheProgramRuns() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      pluto.goDown();
      Home home = new Home(directory, pluto.url());
      try (Forked program = home.start("half")) {
        program.command("log 2 1000 5 0").await("done");
        pluto.comeBack();
        Await.until("the backlog", () -> has(pluto, "half", 2 * 1000 * 5));
        assertThat(pluto.run(Home.PROJECT, "half").status()).isEqualTo("RUNNING");

        program.command("log 2 1000 5 0").await("done");
        assertThat(Books.ofFinished(program, 0).sent()).isEqualTo(2 * 2000 * 5);

        assertArrived(pluto, "half", program, 5);
        assertThat(home.left()).isEmpty();
      }
    }
  }

  @Test
  void aRunOfYesterdayHasYesterdaysTimes() throws Exception {
    long began = Instant.now().minus(DAY).toEpochMilli();
    try (LocalPluto pluto = LocalPluto.start()) {
      Home home = new Home(directory, pluto.url());
      List<String> logged = new ArrayList<>();
      leaveBehind(home, began, List.of(began + 1, began + 2, began + 60_000), logged);

      home.recover();

      RunView run = pluto.run(Home.PROJECT, "yesterday");
      assertThat(run.createdAt()).isEqualTo(Instant.ofEpochMilli(began));
      assertThat(run.points("loss")).extracting(Point::toString).isEqualTo(logged);
      assertThat(run.status()).isEqualTo("COMPLETED");
    }
  }

  @Test
  void aClockThatIsSetBackLosesNothing() throws Exception {
    long began = Instant.now().toEpochMilli();
    try (LocalPluto pluto = LocalPluto.start()) {
      Home home = new Home(directory, pluto.url());
      List<String> logged = new ArrayList<>();
      leaveBehind(
          home, began, List.of(began, began - 3_600_000, began - 7_200_000, CENTURY), logged);

      home.recover();

      RunView run = pluto.run(Home.PROJECT, "yesterday");
      assertThat(run.points("loss")).extracting(Point::toString).isEqualTo(logged);
      assertThat(home.left()).isEmpty();
    }
  }

  /** What a program would have left that logged at these times and could not reach the server. */
  private static void leaveBehind(Home home, long began, List<Long> times, List<String> logged)
      throws Exception {
    RunSpec spec =
        RunSpec.builder()
            .project(Home.PROJECT)
            .name("yesterday")
            .externalId("yesterday")
            .startedAt(began)
            .build();
    RunDirectory run = home.journals().create(spec, home.destination());
    try (Journal journal =
        new Journal(
            run, 1 << 20, Duration.ofSeconds(20), new Messages(OutputStream.nullOutputStream()))) {
      long step = 0;
      for (long time : times) {
        step++;
        MetricsRecord record = new MetricsRecord(time, step, 1);
        record.add("loss", 1.0 / step);
        journal.append(record);
        logged.add(step + ": " + 1.0 / step + " at " + time + " ms");
      }
      journal.appendFinish(new RunEnd(0, times.get(times.size() - 1)));
    }
  }

  private static boolean has(LocalPluto pluto, String externalId, long points) {
    return pluto.runs().stream()
        .anyMatch(
            run -> run.externalId().orElse("").equals(externalId) && run.pointCount() == points);
  }

  private static void assertArrived(
      LocalPluto pluto, String externalId, Forked program, int values) {
    Account account = new Account();
    account.add(pluto.run(Home.PROJECT, externalId), program.told(), values);
    assertThat(account.points()).isEqualTo(program.told().rows() * values);
    assertThat(account.lost() + account.doubled() + account.wrong()).as("%s", account).isZero();
    assertThat(pluto.runs()).hasSize(1);
    assertThat(pluto.strays()).isEmpty();
  }
}
