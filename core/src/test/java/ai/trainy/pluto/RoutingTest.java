package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.testing.TestSettings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the two settings change about where values go: lists of numbers, and maps. */
class RoutingTest {
  private final RefusedValues refused = new RefusedValues();

  @TempDir Path home;
  private JournaledRun journaled;

  private Row row(Routing routing) {
    return new Row(0, 1, new MetricsRecord(0, 1, 1), routing, refused);
  }

  private JournaledRun run(Routing routing) throws IOException {
    journaled = new JournaledRun(home, routing);
    return journaled;
  }

  @AfterEach
  void close() throws IOException {
    if (journaled != null) {
      journaled.close();
    }
  }

  @Test
  void areAsThePythonClientHasThemUnlessAskedOtherwise() {
    Routing unset = Routing.of(TestSettings.of(Map.of()));
    Routing set =
        Routing.of(
            TestSettings.of(
                Map.of("PLUTO_NUMBER_LISTS", "Histogram", "PLUTO_NESTED_MAPS", "metrics")));

    assertThat(unset.makesHistograms()).isFalse();
    assertThat(unset.opensMaps()).isFalse();
    assertThat(set.makesHistograms()).isTrue();
    assertThat(set.opensMaps()).isTrue();
  }

  @Test
  void listsOfNumbersAreHistogramsIfAsked() {
    Row row = row(new Routing(true, false, Set.of()));
    row.add("list", List.of(1, 2.5, 3L));
    row.add("boxed", new Integer[] {1, 2});
    row.add("doubles", new double[] {1, 2});
    row.add("floats", new float[] {1, 2});
    row.add("bytes", new byte[] {-1, 1});
    row.add("longs", new long[] {1, 2});
    row.add("wrapped", Optional.of(new short[] {1}));

    assertThat(row.data()).hasSize(7).allMatch(data -> data.data().get("type").equals("Histogram"));
    assertThat(row.config()).isEmpty();
    assertThat(refused.all).isEmpty();
  }

  @Test
  void otherListsAreConfigAsBefore() {
    Row row = row(new Routing(true, false, Set.of()));
    row.add("texts", List.of("a", 1));
    row.add("nulls", Arrays.asList(1, null));
    row.add("empty", new int[0]);
    row.add("none", List.of());
    row.add("flags", new boolean[] {true});
    row.add("letters", new char[] {'a'});
    row.add("table", new double[][] {{1}});

    assertThat(row.data()).isEmpty();
    assertThat(row.config()).hasSize(7);
  }

  @Test
  void numbersWithoutAFiniteOneAreNoHistogram() {
    Row row = row(new Routing(true, false, Set.of()));
    row.add("nan", new double[] {Double.NaN});

    assertThat(refused.all)
        .containsExactly("Skipped 'nan': it is a histogram of 1 values, none of them finite.");
  }

  @Test
  void millionsOfNumbersAreAHistogram() {
    float[] weights = new float[10_000_000];
    Arrays.fill(weights, 0.5f);
    weights[0] = 0;
    Row row = row(new Routing(true, false, Set.of()));
    row.add("weights", weights);

    DataRow data = row.data().get(0);
    assertThat((List<?>) data.data().get("freq")).last().isEqualTo(9_999_999L);
  }

  @Test
  void aListThatFailsIsRefused() {
    Row row = row(new Routing(true, true, Set.of()));
    for (Failing failing : Failing.IN_ALL_WAYS) {
      row.add("list", failing.list());
      row.add("numbers", List.of(failing.number()));
      row.add("map", failing.map());
    }

    assertThat(refused.all).hasSize(3 * Failing.IN_ALL_WAYS.size());
    assertThat(row.data()).isEmpty();
    assertThat(row.config()).isEmpty();
  }

  @Test
  void mapsAreOpenedIfAsked() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("loss", 0.5);
    values.put("phase", "train");
    values.put("pic", Image.of(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)));
    values.put("h", Histogram.of(new double[] {1}));
    values.put("deep", Map.of("a", Map.of("b", 1)));
    values.put("wrapped", Optional.of(Map.of("c", 2)));
    values.put("list", List.of(Map.of("x", 1)));
    values.put("empty", Map.of());
    JournaledRun run = run(new Routing(false, true, Set.of()));
    run.run().log(Map.of("eval", values), 3);

    assertThat(run.points())
        .containsExactlyInAnyOrder(
            "eval.loss@3=0.5", "eval.deep.a.b@3=1.0", "eval.wrapped.c@3=2.0");
    assertThat(run.config())
        .isEqualTo(Map.of("eval.phase", "train", "eval.list", List.of(Map.of("x", 1L))));
    assertThat(run.files()).extracting(file -> file.entry().logName()).containsExactly("eval.pic");
    assertThat(run.data()).extracting(DataRow::name).containsExactly("eval.h");
    assertThat(run.ledger().stored()).isEqualTo(7);
    assertThat(run.ledger().refused()).isZero();
  }

  @Test
  void namesInMapsAreWhateverTheyAre() {
    Row row = row(new Routing(false, true, Set.of()));
    Map<Object, Object> odd = new HashMap<>();
    odd.put(null, "a");
    odd.put(1, "b");
    odd.put("", "c");
    row.add("m", odd);

    assertThat(row.config()).isEqualTo(Map.of("m.null", "a", "m.1", "b", "m.", "c"));
  }

  @Test
  void aMapThatContainsItselfCostsOnlyItself() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", "x");
    map.put("other", Map.of("back", map));
    Row row = row(new Routing(false, true, Set.of()));
    row.add("m", map);
    row.add("n", Map.of("text", "y"));

    assertThat(row.config()).isEqualTo(Map.of("n.text", "y"));
    assertThat(refused.all)
        .containsExactly("Skipped 'm': it is a java.util.LinkedHashMap that contains itself.");
  }

  @Test
  void theSameMapTwiceIsNoCycle() {
    Map<String, String> shared = Map.of("x", "y");
    Row row = row(new Routing(false, true, Set.of()));
    row.add("m", Map.of("a", shared, "b", shared));
    row.add("n", shared);

    assertThat(row.config()).isEqualTo(Map.of("m.a.x", "y", "m.b.x", "y", "n.x", "y"));
  }

  @Test
  void mapsThatNameTheSameValuesOverAndOverEndSoon() {
    Map<String, Object> map = Map.of("leaf", 1);
    for (int depth = 0; depth < 60; depth++) {
      map = Map.of("a", map, "b", map);
    }
    Row row = row(new Routing(false, true, Set.of()));
    row.add("m", map);

    assertThat(refused.all)
        .containsExactly("Skipped 'm': it is a value of more than 100000 elements.");
  }

  @Test
  void whatIsNestedTooDeepIsRefused() {
    Map<String, Object> map = Map.of("leaf", 1);
    for (int depth = 0; depth < 100; depth++) {
      map = Map.of("m", map);
    }
    Row row = row(new Routing(false, true, Set.of()));
    row.add("m", map);

    assertThat(row.config()).isEmpty();
    assertThat(refused.all).containsExactly("Skipped 'm': it is nested more than 64 deep.");
  }
}
