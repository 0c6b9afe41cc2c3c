package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.durability.programs.Client;
import ai.trainy.pluto.endtoend.Jvm;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.RunView;
import ai.trainy.pluto.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments, from before {@code init} to well into the upload: what {@code
 * log} had returned from is in Pluto in the end, once, and right.
 *
 * <p>The promise is made for {@code -Dpluto.test.kills=1000}, a quarter of an hour; the whole
 * command is in CONTRIBUTING.md.
 */
class KilledIT {
  private static final int KILLS = Integer.getInteger("pluto.test.kills", 16);
  private static final int CLIENT_KILLS = Math.max(KILLS / 8, 2);
  private static final long SEED = Long.getLong("pluto.test.seed", System.nanoTime());

  /** Runs that are killed on the same directory, each while it uploads what those before left. */
  private static final int CHAIN = 8;

  private static final int LONGEST_LIFE_MILLIS = 1_200;
  private static final int[] PAUSES_MICROS = {0, 50, 500};

  @TempDir Path directory;

  private final Random random = new Random(SEED);
  private final Account account = new Account();

  @Test
  void aKilledRunIsRecoveredByWhoeverComesNext() throws Exception {
    for (int killed = 0; killed < KILLS; killed += CHAIN) {
      try (LocalPluto pluto = LocalPluto.start()) {
        Path chain = Files.createDirectory(directory.resolve("chain-" + killed));
        Home home = new Home(chain, pluto.url());
        killAndRecover(pluto, home, Math.min(CHAIN, KILLS - killed));
      }
    }
    assertThat(account.points()).as("points that were to survive, seed %d", SEED).isPositive();
    System.out.println(KILLS + " kills: " + account);
  }

  @Test
  void aKilledProgramThatLogsThroughTheClientIsRecovered() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      Home home = new Home(directory, pluto.url());
      for (int i = 0; i < CLIENT_KILLS; i++) {
        Victim victim = killClient(home, "client-" + i);
        home.recover();
        add(pluto, victim);
      }
      assertNothingIsMissing();
      assertThat(home.left()).as("seed %d", SEED).isEmpty();
    }
    System.out.println(CLIENT_KILLS + " kills of a program of the client: " + account);
  }

  private Victim killClient(Home home, String externalId) throws Exception {
    Jvm jvm = home.jvm().withAgent().variable("WANDB_RUN_ID", externalId);
    try (Forked program = Forked.start(jvm, directory, Client.class, Jvm.freePort())) {
      program.await("open");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_LIFE_MILLIS)));
      List<ProcessHandle> servers = program.handle().children().collect(Collectors.toList());
      program.kill();
      servers.forEach(ProcessHandle::destroyForcibly);
      return new Victim(externalId, program.told(), 2);
    }
  }

  private void killAndRecover(LocalPluto pluto, Home home, int kills) throws Exception {
    List<Victim> victims = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      victims.add(kill(home, "victim-" + i));
    }

    home.recover();

    for (Victim victim : victims) {
      add(pluto, victim);
    }
    assertThat(account.lost())
        .as("lost, seed %d: %s; left: %s; said: %s", SEED, account, home.left(), home.said())
        .isZero();
    assertNothingIsMissing();
    assertThat(pluto.strays()).isEmpty();
    assertThat(home.journals().runs()).as("seed %d", SEED).isEmpty();
    assertThat(home.said()).isEmpty();
  }

  private void assertNothingIsMissing() {
    assertThat(account.lost()).as("lost, seed %d: %s", SEED, account).isZero();
    assertThat(account.doubled()).as("doubled, seed %d: %s", SEED, account).isZero();
    assertThat(account.wrong()).as("wrong, seed %d: %s", SEED, account).isZero();
  }

  /** A run whose program is dead. */
  private static final class Victim {
    final String externalId;
    final ReportedSteps told;
    final int values;

    Victim(String externalId, ReportedSteps told, int values) {
      this.externalId = externalId;
      this.told = told;
      this.values = values;
    }
  }

  private Victim kill(Home home, String externalId) throws Exception {
    int threads = random.nextBoolean() ? 1 : 4;
    int pause = PAUSES_MICROS[random.nextInt(PAUSES_MICROS.length)];
    int values = 1 + random.nextInt(pause == 500 ? 40 : 4);
    long life = TimeUnit.MILLISECONDS.toNanos(LONGEST_LIFE_MILLIS);
    try (Forked program = home.start(externalId)) {
      program.command("log " + threads + " 1000000000 " + values + " " + pause);
      program.await("ready");
      if (random.nextInt(4) > 0) {
        // However slow the machine is, most are killed in the middle of their work.
        long rows = 1 + random.nextInt(pause == 500 ? 1_000 : 10_000);
        Await.until(rows + " rows", () -> program.told().rows() >= rows);
        life /= 8;
      }
      LockSupport.parkNanos((long) (life * random.nextDouble() * random.nextDouble()));
      program.kill();
      return new Victim(externalId, program.told(), values);
    }
  }

  private void add(LocalPluto pluto, Victim victim) {
    try {
      RunView run = pluto.run(Home.PROJECT, victim.externalId);
      assertThat(run.status()).as(victim.externalId).isEqualTo("FAILED");
      account.add(run, victim.told, victim.values);
    } catch (NoSuchElementException neverBegun) {
      assertThat(victim.told.rows()).as(victim.externalId).isZero();
    }
  }
}
