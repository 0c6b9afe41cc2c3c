package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.local.LocalPluto;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that runs out of memory, whether its JVM ends in order or at once. */
class OutOfMemoryIT {
  private static final int VALUES = 5;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"-XX:-ExitOnOutOfMemoryError", "-XX:+ExitOnOutOfMemoryError"})
  void whatWasLoggedBeforeArrives(String option) throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      Home home = new Home(directory, pluto.url());
      try (Forked program = home.start(home.jvm().option("-Xmx32m").option(option), "memory")) {
        program.command("log 2 1000 " + VALUES + " 0").await("done");
        program.command("exhaust");
        assertThat(program.awaitEnd()).isNotZero();

        home.recover();

        Account account = new Account();
        account.add(pluto.run(Home.PROJECT, "memory"), program.told(), VALUES);
        assertThat(account.points()).isEqualTo(2 * 1000 * VALUES);
        assertThat(account.lost() + account.doubled() + account.wrong()).as("%s", account).isZero();
        assertThat(home.left()).isEmpty();
      }
    }
  }
}
