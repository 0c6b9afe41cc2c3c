package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.credentials.ApiKey;
import ai.trainy.pluto.credentials.Credential;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.testing.Await;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.HangingDisk;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.threads.Machine;
import ai.trainy.pluto.upload.Connector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program whose disk hangs: it goes on, and what it logged is there when the disk is well. */
class HangingDiskTest {
  private static final int CALLS = 300;

  @TempDir Path home;

  private final FakePluto server = new FakePluto();
  private final Told told = new Told();

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void whateverIsCalledReturnsWhileTheDiskHangs(int threads) throws Exception {
    HangingDisk disk = new HangingDisk();
    Run run = pluto(disk, told.messages()).init(RunSpec.builder().name("heron-07").build());
    run.log(Map.of("loss", 0.5));
    Await.until("a quiet disk", () -> disk.waiting().isEmpty());
    disk.pass(Duration.ofMinutes(1));
    disk.hang();
    List<Thread> program = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      String name = "loss/" + i;
      program.add(new Thread(() -> logAll(run, name)));
    }
    program.forEach(Thread::start);
    Await.until("they return", () -> program.stream().noneMatch(Thread::isAlive));
    Thread last = new Thread(run::finish);
    last.start();
    Await.until("the end returns", () -> !last.isAlive());
    assertThat(disk.waiting()).isSubsetOf("pluto-writer", "pluto-log");
    assertThat(told.count("Slow disk at ")).isEqualTo(1);

    disk.work();
    Await.until("all is uploaded", () -> run.ledger().pending() == 0);
    assertThat(run.ledger().stored()).isEqualTo(1 + threads * (CALLS + 2L));
    assertThat(run.ledger().refused()).isEqualTo((long) threads * CALLS);
    assertThat(server.points()).contains("loss@1=0.5", "loss/0@" + CALLS + "=" + (double) CALLS);
    assertThat(Files.readString(home.resolve(".pluto/pluto.log"))).contains("Slow disk at ");
  }

  /** All of it is refused, kept or counted in its own way. */
  private static void logAll(Run run, String name) {
    for (int step = 1; step <= CALLS; step++) {
      Map<String, Object> row = new HashMap<>(Map.of(name, step));
      row.put(name + "/bad", new Object());
      run.log(row, step);
    }
    run.updateConfig(Map.of(name, "config"));
    run.setTags(List.of(name));
    run.alert("title", "text", Alert.Level.INFO);
  }

  private Pluto pluto(Machine machine, Messages messages) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PLUTO_API_KEY", "mlpi_EXAMPLEkey0123456");
    environment.put("PLUTO_DIR", home.toString());
    environment.put("PLUTO_SLOW_WRITE_MILLISECONDS", "500");
    environment.put("PLUTO_FINISH_TIMEOUT_SECONDS", "1");
    return new Pluto(
        TestSettings.of(environment),
        Connector.of(
            Credential.of(ApiKey.of("mlpi_EXAMPLEkey0123456", "PLUTO_API_KEY")),
            key -> server.reconnected()),
        new ProgramEnd(),
        messages,
        machine);
  }

  /** A file system of its own, frozen as by whoever takes a snapshot of it. */
  @Test
  void nobodyWaitsForAFileSystemThatIsFrozen() throws Exception {
    Path image = home.resolve("disk.img");
    Path mount = Files.createDirectory(home.resolve("mount"));
    Assumptions.assumeTrue(
        isDone("truncate", "-s", "64M", image.toString())
            && isDone("mkfs.ext4", "-q", "-F", image.toString())
            && isDone("mount", "-o", "loop", image.toString(), mount.toString()),
        "no file system can be mounted here (that takes Linux and root)");
    try {
      Assumptions.assumeTrue(
          isDone("fsfreeze", "-f", mount.toString()) && isDone("fsfreeze", "-u", mount.toString()),
          "no file system can be frozen here");
      logToFrozen(mount);
    } finally {
      isDone("fsfreeze", "-u", mount.toString());
      Await.until("nothing is open there", () -> isDone("umount", mount.toString()));
    }
  }

  private void logToFrozen(Path mount) throws Exception {
    Path own = home;
    home = mount;
    try {
      HangingDisk clock = new HangingDisk();
      Run run = pluto(clock, told.messages()).init(RunSpec.builder().name("heron-07").build());
      run.log(Map.of("loss", 0.5));
      assertThat(isDone("fsfreeze", "-f", mount.toString())).isTrue();
      clock.pass(Duration.ofMinutes(1));
      List<Thread> program = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        String name = "loss/" + i;
        program.add(new Thread(() -> logAll(run, name)));
      }
      program.forEach(Thread::start);
      Await.until("they return", () -> program.stream().noneMatch(Thread::isAlive));
      Thread last = new Thread(run::finish);
      last.start();
      Await.until("the end returns", () -> !last.isAlive());
      assertThat(run.ledger().pending()).isPositive();

      assertThat(isDone("fsfreeze", "-u", mount.toString())).isTrue();
      Await.until("all is uploaded", () -> run.ledger().pending() == 0);
      assertThat(run.ledger().stored()).isEqualTo(1 + 4 * (CALLS + 2L));
    } finally {
      home = own;
    }
  }

  private static boolean isDone(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
