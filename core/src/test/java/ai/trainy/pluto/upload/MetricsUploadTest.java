package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.ForwardingPluto;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.Outcome;
import ai.trainy.pluto.api.RunHandle;
import ai.trainy.pluto.testing.FakePluto;
import ai.trainy.pluto.testing.Seeds;
import ai.trainy.pluto.testing.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

class MetricsUploadTest {
  private static final RunHandle RUN = new RunHandle(1, "heron", "orbit-lab", "url", false);

  private final SkippedTime time = new SkippedTime();
  private final Told told = new Told();

  /** Takes a value unless it is bad, and may fail in other ways. */
  private static final class Picky extends ForwardingPluto {
    private final Set<String> taken = new TreeSet<>();
    private BiPredicate<MetricRow, Integer> bad = (row, i) -> false;
    private Outcome<Void> answer = Outcome.refused("2005 InvalidMetricFormat");
    private int tooLarge = Integer.MAX_VALUE;
    private int tooSlow = Integer.MAX_VALUE;
    private Random chaos;
    private int requests;

    Picky() {
      super(new FakePluto());
    }

    @Override
    public Outcome<Void> sendMetrics(RunHandle run, List<MetricRow> rows) {
      requests++;
      int points = rows.stream().mapToInt(MetricRow::size).sum();
      if (points > tooLarge) {
        return Outcome.tooLarge("HTTP 413");
      }
      if (points > tooSlow) {
        return Outcome.timeout("no answer in time");
      }
      if (chaos != null && chaos.nextInt(10) == 0) {
        if (chaos.nextBoolean()) {
          throw new IllegalStateException("Content-Length: -5");
        }
        return Outcome.tryAgain("reset " + chaos.nextInt(), Duration.ZERO);
      }
      for (MetricRow row : rows) {
        for (int i = 0; i < row.size(); i++) {
          if (bad.test(row, i)) {
            return answer;
          }
        }
        for (int i = 0; i < row.size(); i++) {
          taken.add(text(row, i));
        }
      }
      return Outcome.accepted(null);
    }
  }

  private final Picky pluto = new Picky();

  @Test
  void everyGoodValueArrivesAndEveryBadOneIsFound() throws Exception {
    for (int seed = 0; seed < 60; seed++) {
      Random random = Seeds.random(seed);
      Picky server = new Picky();
      Set<String> badValues = new TreeSet<>();
      String badName = random.nextBoolean() ? "m" + random.nextInt(6) : "none";
      int badEvery = 5 + random.nextInt(200);
      server.bad = (row, i) -> row.name(i).equals(badName) || row.step() % badEvery == 3;
      server.tooLarge = random.nextBoolean() ? 5 + random.nextInt(300) : Integer.MAX_VALUE;
      server.tooSlow = random.nextBoolean() ? 5 + random.nextInt(300) : Integer.MAX_VALUE;
      server.chaos = random.nextBoolean() ? Seeds.random(seed) : null;
      MetricsUpload upload = upload(server);
      Set<String> good = new TreeSet<>();
      Set<String> rejected = new TreeSet<>();
      long taken = 0;
      for (int batch = 0; batch < 3; batch++) {
        List<MetricRow> rows = rows(batch * 100, 100, 6);
        for (MetricRow row : rows) {
          for (int i = 0; i < row.size(); i++) {
            (server.bad.test(row, i) ? badValues : good).add(text(row, i));
          }
        }
        assertThat(upload.send(rows).isAccepted()).as("seed %d", seed).isTrue();
        taken += upload.taken();
        upload.rejected().forEach(one -> rejected.add(text(one.value, 0)));
      }
      server.taken.removeIf(text -> text.contains(ControlRow.REJECTED));

      assertThat(server.taken).as("seed %d", seed).isEqualTo(good);
      assertThat(rejected).as("seed %d", seed).isEqualTo(badValues);
      assertThat(taken).as("seed %d", seed).isEqualTo(good.size());
    }
  }

  @Test
  void manyValuesOfOneBadNameCostFewRequests() throws Exception {
    pluto.bad = (row, i) -> row.name(i).equals("m1");
    MetricsUpload upload = upload(pluto);
    long rejected = 0;
    for (int batch = 0; batch < 25; batch++) {
      assertThat(upload.send(rows(batch * 4_000, 4_000, 3)).isAccepted()).isTrue();
      rejected += upload.rejected().size();
    }

    assertThat(rejected).isEqualTo(100_000);
    assertThat(pluto.taken).hasSize(200_000);
    assertThat(pluto.requests).isLessThan(1_000);
  }

  @Test
  void aNameThatTheServerFailsBecauseOfBlocksNothing() throws Exception {
    pluto.bad = (row, i) -> row.name(i).equals("m1");
    pluto.answer = Outcome.tryAgain("HTTP 500", Duration.ZERO);
    MetricsUpload upload = upload(pluto);

    assertThat(upload.send(rows(0, 100, 3)).isAccepted()).isTrue();

    assertThat(upload.rejected()).hasSize(100).allMatch(one -> one.value.name(0).equals("m1"));
    assertThat(upload.taken()).isEqualTo(200);
  }

  @Test
  void aServerThatRefusesEverythingForAWhileIsNoVerdictOnTheValues() throws Exception {
    int[] left = {300};
    pluto.bad = (row, i) -> left[0]-- > 0;
    MetricsUpload upload = upload(pluto);

    assertThat(upload.send(rows(0, 50, 2)).isAccepted()).isTrue();

    assertThat(upload.rejected()).isEmpty();
    assertThat(upload.taken()).isEqualTo(100);
  }

  @Test
  void requestsShrinkAfterATimeOutAndGrowAgain() throws Exception {
    RequestSize size = new RequestSize(20_000);
    size.timedOut(1_000);
    assertThat(size.points()).isEqualTo(500);
    size.accepted(500, Duration.ofSeconds(1));
    assertThat(size.points()).isEqualTo(1_000);
    size.accepted(1_000, Duration.ofSeconds(50));
    assertThat(size.points()).isEqualTo(1_000);
    size.tooLarge(800);
    size.accepted(400, Duration.ZERO);
    assertThat(size.points()).isEqualTo(400);
  }

  private MetricsUpload upload(Picky server) {
    Retry retry =
        new Retry(
            time,
            Patience.endless(Duration.ofDays(9)),
            told.messages(),
            "It is kept.",
            time::nanos);
    return new MetricsUpload(
        new ServerRun(new ServerLink(server, retry), RUN),
        new ControlRow(new ServerRun(new ServerLink(server, retry), RUN)),
        new RequestSize(20_000));
  }

  private static List<MetricRow> rows(int from, int count, int width) {
    String[] names = new String[width];
    for (int i = 0; i < width; i++) {
      names[i] = "m" + i;
    }
    List<MetricRow> rows = new ArrayList<>();
    for (int step = from; step < from + count; step++) {
      rows.add(new MetricRow(0, step, names, new double[width]));
    }
    return rows;
  }

  private static String text(MetricRow row, int i) {
    return row.name(i) + "@" + row.step();
  }
}
