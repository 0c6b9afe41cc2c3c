package ai.trainy.pluto.durability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.Jvm;
import ai.trainy.pluto.endtoend.programs.Sine;
import ai.trainy.pluto.local.LocalPluto;
import ai.trainy.pluto.local.Point;
import ai.trainy.pluto.local.RunView;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that is full for a while, cannot be written at all, or is emptied by someone else. */
class BadDiskIT {
  private static final int VALUES = 5;

  @TempDir Path directory;

  @Test
  void aFullDiskCostsWhatItDoesNotTakeAndNothingElse() throws Exception {
    try (LocalPluto pluto = LocalPluto.start();
        SmallDisk disk = SmallDisk.mount(directory.resolve("disk"))) {
      Home home = new Home(directory, disk.directory(), pluto.url());
      try (Forked program = home.start("full")) {
        program.command("log 1 200 " + VALUES + " 0").await("done");
        disk.fill(0);
        program.command("log 1 2000 " + VALUES + " 0").await("done");
        disk.empty();
        program.command("log 1 200 " + VALUES + " 0").await("done");

        Books books = Books.ofFinished(program, 0);

        RunView run = pluto.run(Home.PROJECT, "full");
        Account account = new Account();
        account.add(run, program.told(), VALUES);
        assertThat(books.refused()).isPositive();
        assertThat(books.sent()).isEqualTo(books.stored());
        assertThat(account.lost()).isEqualTo(books.refused());
        assertThat(run.last("sys/pluto.dropped").value()).isEqualTo((double) books.refused());
        assertThat(account.doubled() + account.wrong()).isZero();
        assertThat(steps(run)).startsWith(range(1, 200)).endsWith(range(2201, 2400));
        assertThat(program.said())
            .filteredOn(line -> line.contains("cannot be written"))
            .hasSize(1);
        assertThat(run.status()).isEqualTo("COMPLETED");
        assertThat(home.left()).isEmpty();
      }
    }
  }

  private static List<Long> steps(RunView run) {
    return run.points("thread-0/value-0").stream().map(Point::step).collect(Collectors.toList());
  }

  private static Long[] range(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toArray(Long[]::new);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8 << 10})
  void aProgramOnAFullDiskIsUntouched(int room) throws Exception {
    try (LocalPluto pluto = LocalPluto.start();
        SmallDisk disk = SmallDisk.mount(directory.resolve("disk"))) {
      disk.fill(room);
      Home home =
          new Home(directory, disk.directory(), pluto.url()).variable("WANDB_RUN_ID", "untouched");
      Jvm.Ended without = home.jvm().run(Sine.class, Jvm.freePort(), 150, 3);
      Jvm.Ended with = home.jvm().withAgent().run(Sine.class, Jvm.freePort(), 150, 3);

      assertThat(with.stdout()).isEqualTo(without.stdout());
      assertThat(with.exitCode()).isEqualTo(without.exitCode()).isEqualTo(3);
      assertThat(with.stderrOfTheProgram()).isEqualTo(without.stderrOfTheProgram());
      assertThat(with.said())
          .filteredOn(line -> line.contains("cannot be written") || line.contains("cannot write"))
          .hasSize(1);
    }
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsReplaced() throws Exception {
    try (LocalPluto pluto = LocalPluto.start();
        SmallDisk disk = SmallDisk.mount(directory.resolve("disk"))) {
      disk.makeReadOnly();
      Home home = new Home(directory, disk.directory(), pluto.url());
      try (Forked program = home.start("read-only")) {
        program.command("log 1 1000 " + VALUES + " 0");

        assertThat(Books.ofFinished(program, 0).sent()).isEqualTo(1000 * VALUES);

        assertNothingIsMissing(pluto.run(Home.PROJECT, "read-only"), program);
        assertThat(program.said())
            .filteredOn(line -> line.contains("cannot write to " + disk.directory()))
            .hasSize(1)
            .first()
            .asString()
            .contains("kept in " + directory, "PLUTO_DIR");
      }
    }
  }

  @Test
  void aDirectoryThatIsRemovedCostsARunThatIsUploadedNothing() throws Exception {
    try (LocalPluto pluto = LocalPluto.start()) {
      Home home = new Home(directory, pluto.url());
      try (Forked program = home.start("removed")) {
        program.command("log 1 1000 " + VALUES + " 0").await("done");
        remove(home.journals().home().toFile());
        program.command("log 1 1000 " + VALUES + " 0").await("done");

        assertThat(Books.ofFinished(program, 0).sent()).isEqualTo(2000 * VALUES);

        assertNothingIsMissing(pluto.run(Home.PROJECT, "removed"), program);
        assertThat(pluto.run(Home.PROJECT, "removed").status()).isEqualTo("COMPLETED");
      }
    }
  }

  private static void remove(File file) throws Exception {
    File[] children = file.listFiles();
    if (children != null) {
      for (File child : children) {
        remove(child);
      }
    }
    Files.deleteIfExists(file.toPath());
  }

  private static void assertNothingIsMissing(RunView run, Forked program) {
    Account account = new Account();
    account.add(run, program.told(), VALUES);
    assertThat(account.points()).isEqualTo(program.told().rows() * VALUES);
    assertThat(account.lost() + account.doubled() + account.wrong()).as("%s", account).isZero();
  }
}
