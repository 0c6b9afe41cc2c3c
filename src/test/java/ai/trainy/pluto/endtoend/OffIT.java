package ai.trainy.pluto.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.endtoend.programs.FewRows;
import ai.trainy.pluto.local.LocalPluto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Off means off, however it is said; and what is not for Pluto does not get there. */
class OffIT {
  private static final String KEY_OF_WANDB = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "PLUTO_MODE, off, ''",
    "PLUTO_ENABLED, no, ''",
    "PLUTO_DISABLED, true, ''",
    "WANDB_MODE, disabled, 'WANDB_MODE is disabled, so nothing is logged to Pluto either'"
  })
  void nothingIsSentOrKept(String variable, String value, String line) throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended = few(pluto).variable(variable, value).run(FewRows.class);

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      if (line.isEmpty()) {
        assertThat(ended.said()).isEmpty();
      } else {
        assertThat(ended.said()).singleElement().asString().contains(line, "PLUTO_MODE=online");
      }
      assertThat(pluto.requests()).isEmpty();
      assertThat(home.resolve(".local")).doesNotExist();
    }
  }

  @Test
  void anUnknownModeKeepsEverythingAndSendsNothing() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended ended = few(pluto).variable("PLUTO_MODE", "sometimes").run(FewRows.class);

      assertThat(ended.exitCode()).as(ended.toString()).isZero();
      assertThat(ended.said().get(0))
          .contains("'sometimes' is not known", "online, offline or disabled", "kept on disk");
      assertThat(pluto.requests()).isEmpty();
      Jvm.Ended sync = Jvm.in(home).withPluto(pluto.url()).commandLine("sync");
      assertThat(sync.exitCode()).as(sync.toString()).isZero();
      assertThat(pluto.runs().get(0).pointCount()).isEqualTo(FewRows.ROWS);
    }
  }

  @Test
  void aKeyOfWandbIsSaidAndNeitherSentNorKept() throws IOException {
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended few = few(pluto).variable("PLUTO_API_KEY", KEY_OF_WANDB).run(FewRows.class);
      Jvm.Ended login =
          Jvm.in(home)
              .withServices(pluto.url())
              .input(KEY_OF_WANDB + "\n")
              .commandLineProcess("login", "--no-check", "-");

      assertThat(few.said())
          .singleElement()
          .asString()
          .contains("the key in PLUTO_API_KEY is one of wandb", "it is not sent", "/api-keys");
      assertThat(login.exitCode()).as(login.toString()).isEqualTo(2);
      assertThat(login.stderr()).contains("is one of wandb", "nothing was saved");
      assertThat(few.toString() + login).doesNotContain(KEY_OF_WANDB);
      assertThat(pluto.requests()).isEmpty();
      assertThat(home.resolve(".local")).doesNotExist();
    }
  }

  @Test
  void aUserWithoutAHomeLeavesNothingWhereTheProgramRuns() throws IOException {
    Path temporary = Files.createDirectory(home.resolve("tmp"));
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended login =
          homeless(Jvm.in(home), temporary)
              .withServices(pluto.url())
              .commandLineProcess("login", "--no-check", Jvm.KEY);
      assertThat(login.exitCode()).as(login.toString()).isOne();
      assertThat(login.stderr()).contains("no home directory", "PLUTO_API_KEY").hasLineCount(1);

      homeless(few(pluto), temporary).variable("PLUTO_MODE", "offline").run(FewRows.class);
      Jvm.Ended status =
          homeless(Jvm.in(home), temporary).withPluto(pluto.url()).commandLineProcess("status");

      assertThat(status.stdout()).contains(temporary + "/pluto-", "few rows");
      try (Stream<Path> files = Files.list(home)) {
        // The client has a directory of its own there.
        assertThat(files.map(file -> file.getFileName().toString()))
            .allMatch(name -> name.matches("tmp|wandb|std.*"));
      }
    }
  }

  @Test
  void whatAnEarlierVersionLeftInTheWorkingDirectoryIsFoundThere() throws IOException {
    Path temporary = Files.createDirectory(home.resolve("tmp"));
    try (LocalPluto pluto = LocalPluto.start()) {
      OrphanedRuns.in(home.resolve("?"), pluto.url()).sine("earlier1", 0);
      Jvm cli = homeless(Jvm.in(home), temporary).withPluto(pluto.url());

      assertThat(cli.commandLineProcess("status").stdout())
          .contains(home.resolve("?/.local/state/pluto").toString(), "first try");
      assertThat(cli.commandLineProcess("sync").exitCode()).isZero();
      assertThat(pluto.run("sine", "earlier1").pointCount()).isEqualTo(OrphanedRuns.POINTS);
    }
  }

  @Test
  void aKeyThatAnEarlierVersionLeftInTheWorkingDirectoryIsNamedAndNotUsed() throws IOException {
    Path temporary = Files.createDirectory(home.resolve("tmp"));
    Path file = home.resolve("?/.local/share/python_keyring/keyring_pass.cfg");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "[pluto]\npluto = "
            + Base64.getEncoder().encodeToString(Jvm.KEY.getBytes(StandardCharsets.US_ASCII))
            + "\n");
    try (LocalPluto pluto = LocalPluto.start()) {
      Jvm.Ended program =
          homeless(
                  Jvm.in(home).withAgent().withServices(pluto.url()).withExampleClient(), temporary)
              .run(FewRows.class);
      Jvm cli = homeless(Jvm.in(home), temporary).withServices(pluto.url());

      assertThat(program.said()).singleElement().asString().contains(file.toString(), "not used");
      assertThat(pluto.runs()).isEmpty();
      for (String command : List.of("status", "doctor")) {
        assertThat(cli.commandLineProcess(command).stdout())
            .as(command)
            .contains(file.toString(), "not used", "logout");
      }
      assertThat(cli.input(Jvm.KEY).commandLineProcess("login", "-").stderr())
          .contains(file.toString());
      assertThat(cli.commandLineProcess("logout").stdout())
          .contains("Removed the key from " + file);
      assertThat(file).doesNotExist();
      assertThat(cli.commandLineProcess("status").stdout()).doesNotContain(file.toString());
    }
  }

  private Jvm few(LocalPluto pluto) {
    return Jvm.in(home).withAgent().withPluto(pluto.url()).withExampleClient();
  }

  /** As in a container whose user has no entry in passwd. */
  private static Jvm homeless(Jvm jvm, Path temporary) {
    return jvm.option("-Duser.home=?")
        .option("-Duser.name=?")
        .option("-Djava.io.tmpdir=" + temporary)
        .variable("HOME", "");
  }
}
