package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.Recovery;
import ai.trainy.pluto.upload.UploadResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several programs on one directory, and someone who recovers there all the while. */
class SharedDirectoryIT {
  private static final int VALUES = 5;

  @TempDir Path directory;

  @Test
  void nobodyTakesTheRunOfAnother() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      Home home = new Home(directory, pluto.url());
      try (Forked finished = home.start("finished");
          Forked killed = home.start("killed");
          Forked late = home.start("late")) {
        finished.command("log 2 3000 " + VALUES + " 50");
        killed.command("log 2 1000000000 " + VALUES + " 50");
        late.command("log 2 3000 " + VALUES + " 50");
        for (Forked program : new Forked[] {finished, killed, late}) {
          program.await("open");
        }

        assertThat(recoverAll(home)).isZero();
        killed.kill();
        // By the test, unless a program on the same directory was faster.
        assertThat(recoverAll(home)).isLessThanOrEqualTo(1);
        Books.ofFinished(finished, 0);
        Books.ofFinished(late, 0);

        assertArrived(pluto, finished, "finished", "COMPLETED");
        assertArrived(pluto, killed, "killed", "FAILED");
        assertArrived(pluto, late, "late", "COMPLETED");
        assertThat(pluto.runs()).hasSize(3);
        assertThat(pluto.strays()).isEmpty();
        assertThat(home.left()).isEmpty();
      }
    }
  }

  /** How many runs were there to be taken. */
  private static int recoverAll(Home home) throws Exception {
    Recovery recovery = home.recovery();
    int recovered = 0;
    for (Path run : home.journals().runs()) {
      UploadResult result = recovery.recover(run, new Ledger());
      assertThat(result).isIn(UploadResult.WHOLE, UploadResult.IN_USE);
      recovered += result == UploadResult.WHOLE ? 1 : 0;
    }
    return recovered;
  }

  private static void assertArrived(
      LocalPluto pluto, Forked program, String externalId, String status) {
    Account account = new Account();
    account.add(pluto.run(Home.PROJECT, externalId), program.told(), VALUES);
    assertThat(account.points()).isGreaterThanOrEqualTo(program.told().rows() * VALUES);
    assertThat(account.lost() + account.doubled() + account.wrong())
        .as("%s: %s", externalId, account)
        .isZero();
    assertThat(pluto.run(Home.PROJECT, externalId).status()).isEqualTo(status);
  }
}
