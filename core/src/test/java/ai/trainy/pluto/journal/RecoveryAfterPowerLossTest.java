package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.SimulatedDisk;
import ai.trainy.pluto.testing.SimulatedDisk.Fate;
import ai.trainy.pluto.testing.TestSettings;
import ai.trainy.pluto.testing.Told;
import ai.trainy.pluto.upload.Ledger;
import ai.trainy.pluto.upload.Recovery;
import ai.trainy.pluto.upload.UploadContext;
import ai.trainy.pluto.upload.UploadResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a power cut has left, uploaded by the upload itself. */
class RecoveryAfterPowerLossTest {
  private static final int SEEDS = 20;

  @Test
  void whatWasSafeIsUploadedAndTheLedgerAddsUp() throws Exception {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Random random = new Random(seed);
      Books books = new Books();
      SimulatedDisk disk = new SimulatedDisk();
      try (DiskProcess process = new DiskProcess(disk, books)) {
        log(process, random);
        upload(seed, disk.afterPowerCut(piece -> fate(random), random), books);
      }
    }
  }

  private static void log(DiskProcess process, Random random) throws IOException {
    process.open();
    process.append(false);
    process.sync();
    for (int i = random.nextInt(20); i >= 0; i--) {
      switch (random.nextInt(5)) {
        case 0:
          process.stage();
          break;
        case 1:
          process.appendData();
          break;
        case 2:
          process.sync();
          break;
        default:
          process.append(random.nextInt(5) == 0);
      }
    }
    if (random.nextBoolean()) {
      process.finish();
    }
  }

  private static Fate fate(Random random) {
    return Fate.values()[random.nextInt(Fate.values().length)];
  }

  private static void upload(int seed, SimulatedDisk left, Books books) throws Exception {
    FakePluto pluto = new FakePluto();
    Ledger ledger = new Ledger();
    DiskProcess next = new DiskProcess(left, books);
    Recovery recovery =
        new Recovery(
            next.journals(),
            pluto::reconnected,
            new UploadContext(
                TestSettings.of(Map.of("PLUTO_API_KEY", "mlpi_x")),
                new Told().messages(),
                "the key in a test"),
            Optional.of(Duration.ofMinutes(5)));
    for (Path run : next.journals().runs()) {
      assertThat(recovery.recover(run, ledger)).as("seed " + seed).isEqualTo(UploadResult.WHOLE);
    }

    List<Books.Item> safe =
        books.runs.get("run0").items.stream()
            .filter(item -> item.safe)
            .collect(Collectors.toList());
    assertThat(safe).isNotEmpty();
    for (Books.Item item : safe) {
      assertThat(has(pluto, item)).as(item + " of seed " + seed).isTrue();
    }
    assertThat(ledger.pending()).isZero();
    assertThat(ledger.sent() + ledger.rejected()).isEqualTo(ledger.stored());
    assertThat(ledger.sent()).isGreaterThanOrEqualTo(safe.size());
    assertThat(next.journals().runs()).isEmpty();
  }

  private static boolean has(FakePluto pluto, Books.Item item) {
    switch (item.type) {
      case METRICS:
        return pluto.points().stream().anyMatch(point -> point.startsWith(item.content + "@"));
      case DATA:
        return pluto.data().stream().anyMatch(row -> row.name().equals(item.content));
      default:
        return pluto.entries().stream().anyMatch(file -> file.fileName().equals(item.content));
    }
  }
}
