package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.AppendOnlyRow;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.Seeds;
import ai.trainy.pluto.testing.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DataUploadTest {
  private static final RunHandle RUN = new RunHandle(1, "heron", "orbit-lab", "url", false);

  private final SkippedTime time = new SkippedTime();
  private final Told told = new Told();
  private final Ledger ledger = new Ledger();
  private final Map<Long, Integer> stored = new HashMap<>();
  private final List<Long> rejected = new ArrayList<>();
  private final List<Integer> settled = new ArrayList<>();
  private Predicate<DataRow> bad = row -> false;
  private Random chaos;
  private int tooLarge = Integer.MAX_VALUE;
  private int requests;
  private int refusalsLeft;

  /** Keeps what lies before a bad row, as Pluto does. */
  private final class Picky extends ForwardingPluto {
    Picky() {
      super(new FakePluto());
    }

    @Override
    public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
      requests++;
      return refusalsLeft-- > 0 ? Outcome.refused("everything") : Outcome.accepted(null);
    }

    @Override
    public Outcome<Void> sendData(RunHandle run, List<DataRow> rows) {
      requests++;
      if (refusalsLeft-- > 0) {
        return Outcome.refused("everything");
      }
      if (rows.size() > tooLarge) {
        return Outcome.tooLarge("HTTP 413");
      }
      if (chaos != null && chaos.nextInt(8) == 0) {
        return Outcome.tryAgain("reset", Duration.ZERO);
      }
      for (DataRow row : rows) {
        if (bad.test(row)) {
          return Outcome.refused("3004 StreamDecodingError");
        }
        stored.merge(row.step(), 1, Integer::sum);
      }
      return Outcome.accepted(null);
    }
  }

  private final Retry retry =
      new Retry(
          time, Patience.endless(Duration.ofDays(9)), told.messages(), "It is kept.", time::nanos);
  private final Picky server = new Picky();
  private final DataUpload upload =
      new DataUpload(
          new ServerRun(new ServerLink(server, retry), RUN),
          new ConsoleNumbers(),
          ledger,
          new ControlRow(new ServerRun(new ServerLink(server, retry), RUN)));

  /** One that waits for as long as it takes. */
  private final class Patient implements DataUpload.Lane {
    @Override
    public Outcome<Void> ask(int count, Supplier<Outcome<Void>> request)
        throws InterruptedException {
      return retry.until(request);
    }

    @Override
    public void accepted(Duration took) {}

    @Override
    public DataUpload.Failing fails(List<Integer> failing, Outcome<Void> failure) {
      return DataUpload.Failing.STOP;
    }

    @Override
    public boolean defer(int row) {
      return false;
    }

    @Override
    public void rejected(AppendOnlyRow row, String why) {
      rejected.add(row.step());
    }

    @Override
    public void settled(int count) {
      settled.add(count);
    }
  }

  @Test
  void everyGoodRowArrivesAndEveryBadOneIsFound() throws Exception {
    for (int seed = 0; seed < 60; seed++) {
      Random random = Seeds.random(seed);
      stored.clear();
      rejected.clear();
      settled.clear();
      int every = 2 + random.nextInt(40);
      bad = row -> row.step() % every == 1;
      chaos = random.nextBoolean() ? Seeds.random(seed) : null;
      tooLarge = random.nextBoolean() ? 1 + random.nextInt(30) : Integer.MAX_VALUE;
      long sent = ledger.sent();
      List<DataRow> rows = rows(0, 200, 5);

      assertThat(upload.send(rows, new Patient()).isAccepted()).as("seed %d", seed).isTrue();

      TreeSet<Long> good =
          rows.stream()
              .filter(bad.negate())
              .map(DataRow::step)
              .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
      assertThat(new TreeSet<>(stored.keySet())).as("seed %d", seed).isEqualTo(good);
      assertThat(stored.values()).as("seed %d: copies", seed).allMatch(copies -> copies <= 8);
      assertThat(rejected).as("seed %d", seed).hasSize(200 - good.size()).doesNotHaveDuplicates();
      assertThat(ledger.sent() - sent).as("seed %d", seed).isEqualTo(good.size());
      assertThat(settled).as("seed %d", seed).isSorted().last().isEqualTo(200);
    }
  }

  @Test
  void manyBadRowsOfANameCostFewRequests() throws Exception {
    bad = row -> row.name().equals("h1");
    for (int batch = 0; batch < 20; batch++) {
      assertThat(upload.send(rows(batch * 5_000, 5_000, 2), new Patient()).isAccepted()).isTrue();
    }

    assertThat(rejected).hasSize(50_000).doesNotHaveDuplicates();
    assertThat(stored).hasSize(50_000);
    assertThat(ledger.sent()).isEqualTo(50_000);
    assertThat(ledger.rejected()).isEqualTo(50_000);
    assertThat(requests).isLessThan(1_000);
  }

  @Test
  void aNameThatIsTakenAgainLosesNothing() throws Exception {
    bad = row -> row.step() < 5_000;
    for (int batch = 0; batch < 4; batch++) {
      upload.send(rows(batch * 2_500, 2_500, 1), new Patient());
    }

    assertThat(stored).hasSize(5_000);
    assertThat(rejected).hasSize(5_000);
  }

  @Test
  void nothingIsRejectedThatWasNotAsked() throws Exception {
    TreeSet<Long> asked = new TreeSet<>();
    bad =
        row -> {
          asked.add(row.step());
          return true;
        };
    upload.send(rows(0, 10, 1), new Patient());

    assertThat(new TreeSet<>(rejected)).isEqualTo(asked);
  }

  @Test
  void refusalsAreConfirmedTogether() throws Exception {
    bad = row -> true;
    upload.send(distinct(160), new Patient());

    assertThat(rejected).hasSize(160);
    assertThat(requests).as("one for all, one each, and one for sixteen").isLessThan(175);
  }

  @Test
  void aServerThatRefusesEverythingForAWhileIsNoVerdictOnTheRows() throws Exception {
    refusalsLeft = 30;
    upload.send(rows(0, 50, 2), new Patient());

    assertThat(rejected).isEmpty();
    assertThat(stored).hasSize(50);
    assertThat(ledger.sent()).isEqualTo(50);
  }

  private static List<DataRow> distinct(int count) {
    List<DataRow> rows = new ArrayList<>();
    for (int step = 0; step < count; step++) {
      rows.add(new DataRow(LogType.TABLE, "t" + step, 0, step, Map.of()));
    }
    return rows;
  }

  private static List<DataRow> rows(int from, int count, int names) {
    List<DataRow> rows = new ArrayList<>();
    for (int step = from; step < from + count; step++) {
      rows.add(new DataRow(LogType.HISTOGRAM, "h" + step % names, 0, step, Map.of()));
    }
    return rows.stream().collect(Collectors.toList());
  }
}
