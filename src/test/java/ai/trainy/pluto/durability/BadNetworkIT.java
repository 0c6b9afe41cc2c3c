package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.local.Fault;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole run over a network and against a server that fail in every way they have: each point
 * arrives, once.
 *
 * <p>The promise is made for {@code -Dpluto.test.points=100000}, two minutes that are nearly all
 * pauses between attempts; the whole command is in CONTRIBUTING.md.
 */
class BadNetworkIT {
  private static final int POINTS = Integer.getInteger("pluto.test.points", 4_000);
  private static final long SEED = Long.getLong("pluto.test.seed", System.nanoTime());

  private static final int THREADS = 4;
  private static final int VALUES = 10;

  @TempDir Path directory;

  private final Random random = new Random(SEED);

  @Test
  void everyPointArrivesOnce() throws Exception {
    try (LocalPluto pluto = LocalPluto.start();
        RoughRoad road = new RoughRoad(pluto.port(), 0.04, random)) {
      pluto.faults().each("/ingest", deck(passing(), refusedByMistake()));
      pluto.faults().each("/api", deck(passing(), List.of(Fault.status(401))));
      Home home = new Home(directory, road.url()).variable("PLUTO_UPLOAD_BATCH_POINTS", "500");
      try (Forked program = home.start("rough")) {
        program.command("log " + THREADS + " " + POINTS / THREADS / VALUES + " " + VALUES + " 0");

        Books books = Books.ofFinished(program, 0);

        RunView run = pluto.run(Home.PROJECT, "rough");
        Account account = new Account();
        account.add(run, program.told(), VALUES);
        String what = "seed " + SEED + ": " + account + ", " + program.said();
        assertThat(account.lost() + account.doubled() + account.wrong()).as(what).isZero();
        assertThat(run.pointCount()).as(what).isEqualTo(POINTS);
        assertThat(books.sent()).as(what).isEqualTo(POINTS);
        assertThat(run.status()).as(what).isEqualTo("COMPLETED");
        assertThat(pluto.runs()).hasSize(1);
        assertThat(pluto.strays()).isEmpty();
        assertThat(home.left()).as(what).isEmpty();
        System.out.println(
            account
                + ", "
                + road.troubles()
                + " times a rough road, "
                + pluto.faults().struck()
                + " answers of trouble");
      }
    }
  }

  private static List<Fault> passing() {
    List<Fault> faults = new ArrayList<>();
    for (int status : new int[] {408, 429, 500, 502, 503, 504}) {
      faults.add(Fault.status(status));
    }
    faults.add(Fault.cutBeforeHandling());
    faults.add(Fault.cutAfterHandling());
    faults.add(Fault.cutAfterReading(3_000));
    faults.add(Fault.hang(Duration.ofMillis(300)));
    faults.add(Fault.hangBeforeAnswering(Duration.ofMillis(300)));
    faults.add(Fault.trickle(Duration.ofMillis(2)));
    return faults;
  }

  /** A 401 can come from a key lookup that failed; ingest says so in its own way. */
  private static List<Fault> refusedByMistake() {
    return List.of(
        Fault.status(401),
        Fault.status(422)
            .body(
                "application/json",
                "{\"code\":\"PROCESSING_FAILED\",\"message\":\"Failed to process metrics stream:"
                    + " DatabaseError (4001 - Database Error): Failed to validate API key\"}"));
  }

  /**
   * Trouble for about one request in four, dealt from a shuffled deck: every kind comes up, and
   * none (a 401 is believed the third time) more than twice in a row.
   */
  private Supplier<Fault> deck(List<Fault> some, List<Fault> more) {
    List<Fault> all = new ArrayList<>(some);
    all.addAll(more);
    List<Fault> deck = new ArrayList<>();
    return () -> {
      if (random.nextInt(4) != 0) {
        return null;
      }
      if (deck.isEmpty()) {
        deck.addAll(all);
        Collections.shuffle(deck, random);
      }
      return deck.remove(deck.size() - 1);
    };
  }
}
