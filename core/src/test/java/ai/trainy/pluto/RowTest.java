package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.journal.MetricsRecord;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Where each kind of value goes (the protocol, section 17.1), as the Python client has it. */
class RowTest {
  private static final long TIME = 1_767_225_600_123L;

  private final RefusedValues refused = new RefusedValues();
  private Row row = new Row(TIME, 7, new MetricsRecord(TIME, 7, 4), Routing.DEFAULT, refused);

  @Test
  void aBooleanIsConfig() {
    row.add("flag", true);

    assertOnlyConfig(Map.of("flag", true));
  }

  @Test
  void aNumberOfAnyKindIsAMetric() {
    row.add("int", 1);
    row.add("nan", Double.NaN);
    row.add("infinity", Float.NEGATIVE_INFINITY);
    row.add("big", new BigDecimal("1E+300"));
    row.add("adder", new AtomicLong(5));

    assertThat(row.metrics()).singleElement().extracting(m -> m.size()).isEqualTo(5);
    assertNothingElse();
  }

  @Test
  void aNumberThatADoubleCannotHoldIsRefused() {
    row.add("big", new BigDecimal("1E+400"));
    row.add("huge", BigInteger.ONE.shiftLeft(2000));

    assertThat(metrics()).isZero();
    assertThat(refused.all)
        .hasSize(2)
        .allMatch(why -> why.contains("a number that a double cannot hold"));
  }

  @Test
  void theNumberInAnOptionalIsAMetric() {
    row.add("one", Optional.of(1.5));
    row.add("two", OptionalDouble.of(2));
    row.add("nested", Optional.of(Optional.of(new AtomicReference<>(3))));

    assertThat(metrics()).isEqualTo(3);
    assertNothingElse();
  }

  @Test
  void anEmptyOptionalIsNull() {
    row.add("none", Optional.of(Optional.empty()));

    assertOnlyConfig(Collections.singletonMap("none", null));
  }

  @Test
  void aTextIsConfigHoweverMuchItLooksLikeANumber() {
    row.add("text", "warm-up");
    row.add("digits", "0.5");

    assertOnlyConfig(Map.of("text", "warm-up", "digits", "0.5"));
  }

  @Test
  void aListWithMediaIsTheseInTheirOrder() {
    Media first = image();
    Media second = Audio.of(new float[] {0}, 8_000);
    row.add("mixed", Arrays.asList("x", first, null, 1, second, Map.of()));
    row.add("array", new Object[] {first});
    row.add("images", new Image[] {image(), image()});

    assertThat(row.media())
        .extracting(MediaGroup::name)
        .containsExactly("mixed", "array", "images");
    assertThat(row.media().get(0).media()).containsExactly(first, second);
    assertThat(row.media().get(2).media()).hasSize(2);
    assertThat(row.config()).isEmpty();
    assertThat(refused.all).isEmpty();
  }

  @Test
  void aListWithoutMediaIsConfig() {
    row.add("numbers", List.of(1, 2));
    row.add("texts", Set.of("a"));
    row.add("nothing", List.of());
    row.add("doubles", new double[] {0.5});
    row.add("objects", new Object[] {"a", null});

    assertOnlyConfig(
        Map.of(
            "numbers",
            List.of(1L, 2L),
            "texts",
            List.of("a"),
            "nothing",
            List.of(),
            "doubles",
            List.of(0.5),
            "objects",
            Arrays.asList("a", null)));
  }

  @Test
  void aMediumIsAFile() {
    Media medium = Video.of(new byte[] {1}, "mp4");
    row.add("clip", medium);
    row.add("wrapped", Optional.of(medium));

    assertThat(row.media()).extracting(MediaGroup::media).containsOnly(List.of(medium));
    assertThat(row.config()).isEmpty();
  }

  @Test
  void aHistogramAndATableAreData() {
    row.add("h/\u00fc", Histogram.of(new double[] {1, 2}, 2));
    row.add("t", Table.of(List.of("a"), List.of(List.of(1))));

    assertThat(row.data())
        .extracting(data -> data.type() + " " + data.name())
        .containsExactly("HISTOGRAM h/\u00fc", "TABLE t");
    assertThat(row.data()).allMatch(data -> data.step() == 7 && data.time() == TIME);
    assertThat(row.data().get(0).data()).containsEntry("freq", List.of(1L, 1L));
    assertThat(row.config()).isEmpty();
  }

  @Test
  void histogramsInAListAreAllOfThem() {
    Histogram histogram = Histogram.of(new double[] {1});
    row.add("h", Arrays.asList(histogram, 5, histogram));

    assertThat(row.data()).extracting(data -> data.name()).containsExactly("h", "h");
    assertThat(row.config()).isEmpty();
    assertThat(refused.all).isEmpty();
  }

  @Test
  void nullIsConfig() {
    row.add("none", null);

    assertOnlyConfig(Collections.singletonMap("none", null));
  }

  @Test
  void aMapIsConfigUnderItsKey() {
    row.add("model", Map.of("depth", 12, "inner", Map.of("a", List.of(true))));

    assertOnlyConfig(Map.of("model", Map.of("depth", 12L, "inner", Map.of("a", List.of(true)))));
  }

  @Test
  void whatPlutoHasNoPlaceForIsToldToThoseWhoLook() {
    row.add("object", new Object());
    row.add("inside", List.of(1, new Object()));

    assertThat(refused.all)
        .containsExactly(
            "Skipped 'object': it is a java.lang.Object, which Pluto has no place for.",
            "Skipped 'inside': it is a java.lang.Object, which Pluto has no place for.");
  }

  @Test
  void whatCouldNotBeMadeIsSaidWithItsReason() {
    row.add("pic", new Unloggable("an image of 0 x 3 pixels"));
    row.add("pics", List.of(new Unloggable("a sound"), image()));

    assertThat(refused.all)
        .containsExactly(
            "Skipped 'pic': it is an image of 0 x 3 pixels.", "Skipped 'pics': it is a sound.");
    assertThat(row.media()).hasSize(1);
  }

  @Test
  void aNameThatIsNoneCostsItsValue() {
    Map<Object, Object> values = new HashMap<>();
    values.put(null, 1);
    values.put(5, 3);
    row.addAll(values);

    assertThat(refused.all)
        .containsExactly(
            "Skipped a value: it has no name. Further ones are counted, not reported.");
    assertThat(metrics()).as("a name that is a number is its text").isEqualTo(1);
  }

  @Test
  void aBlankNameCostsNothing() {
    row.add("", 2);
    row.add(" \t\u2003", Histogram.of(new double[] {1}));
    row.add("\u00a0", "text");

    assertThat(refused.all).isEmpty();
    assertThat(metrics()).isEqualTo(1);
    assertThat(row.data().get(0).name()).matches("blank~[0-9a-f]{12}");
    assertThat(row.config().keySet().toString()).matches("\\[blank~[0-9a-f]{12}]");
    assertThat(refused.renamed).hasSize(3);
  }

  @Test
  void aConfigValueWhosePathIsTooLongIsLeftOutAlone() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("k".repeat(494), 1);
    model.put("k".repeat(495), 2);
    row.add("model", model);
    row.add("k".repeat(501), "text");

    assertThat(row.config()).isEqualTo(Map.of("model", Map.of("k".repeat(494), 1L)));
    assertThat(refused.all)
        .containsExactly("long path model: 1", "long path " + "k".repeat(501) + ": 1");
  }

  @Test
  void whatAClientKeepsForItselfIsPassedOver() {
    row =
        new Row(
            TIME,
            7,
            new MetricsRecord(TIME, 7, 4),
            new Routing(false, false, Set.of("_step", "_own")),
            refused);
    row.addAll(Map.of("_step", 1, "_own", Map.of(), "_loss", 2, "_", 3, "step", 4));

    assertThat(metrics()).isEqualTo(3);
    assertNothingElse();
  }

  @Test
  void aNameThatIsTooLongIsChangedAndSaidShort() {
    String name = "n".repeat(5_000);
    row.add(name, 1);
    row.add(name, Histogram.of(new double[] {1}));
    row.add(name, new Unloggable("nothing"));

    String held = row.data().get(0).name();
    assertThat(held).hasSize(2_600).matches("n+~[0-9a-f]{12}");
    assertThat(refused.renamed).hasSize(2).allMatch((name + " -> " + held)::equals);
    String shown = "n".repeat(60) + "..." + "n".repeat(20);
    assertThat(refused.all).containsExactly("Skipped '" + shown + "': it is nothing.");
  }

  @Test
  void moreNumbersThanARecordHoldsGoIntoSeveral() {
    for (int i = 0; i < 65_535 * 2 + 1; i++) {
      row.add("m" + i, i);
    }

    assertThat(row.metrics()).extracting(m -> m.size()).containsExactly(65_535, 65_535, 1);
  }

  @Test
  void aCallerThatExpectsTooMuchTakesNoMemoryForIt() {
    row = new Row(TIME, 7, new MetricsRecord(TIME, 7, Integer.MAX_VALUE), Routing.DEFAULT, refused);
    row.add("loss", 1);

    assertThat(metrics()).isEqualTo(1);
  }

  @Test
  void aTextOfAnySizeIsRefusedWithoutBeingCopied() {
    StringBuilder large = new StringBuilder();
    large.setLength(50_000_000);
    row.add("text", "x".repeat(100_000_000));
    row.add("builder", new Unread(large));

    assertThat(refused.all)
        .containsExactly(
            "Skipped 'text': it is a text of 100000000 characters.",
            "Skipped 'builder': it is a text of 50000000 characters.");
  }

  @Test
  void aListOfAnySizeIsReadUpToALimit() {
    row.add("array", new double[10_000_000]);
    row.add("list", Collections.nCopies(10_000_000, 1));

    assertThat(refused.all)
        .containsExactly(
            "Skipped 'array': it is a value of more than 100000 elements.",
            "Skipped 'list': it is a value of more than 100000 elements.");
  }

  @Test
  void objectsThatFailInAnyWayCostOnlyThemselves() {
    for (Failing failing : Failing.IN_ALL_WAYS) {
      refused.all.clear();
      row.add("number", failing.number());
      row.add("list", failing.list());
      row.add("map", failing.map());
      row.add("text", failing.text());

      assertThat(refused.all).hasSize(4).allMatch(what -> what.contains("(" + failing.how() + ")"));
    }
    row.add("loss", 1);
    assertThat(metrics()).isEqualTo(1);
  }

  @Test
  void aMapThatChangesWhileItIsReadCostsNoMoreThanItself() {
    Map<String, Object> changing = new LinkedHashMap<>();
    changing.put("a", 1);
    changing.put(
        "b",
        new Failing.Text(
            () -> {
              changing.put("c" + changing.size(), 1);
              return "text";
            }));
    changing.put("d", 2);
    row.addAll(changing);

    assertThat(metrics()).isEqualTo(1);
    assertThat(refused.all)
        .containsExactly(
            "Skipped the rest of a row: it could not be read to its end"
                + " (java.util.ConcurrentModificationException). Further ones are counted, not"
                + " reported.");
  }

  @Test
  void aReferenceToItselfEnds() {
    AtomicReference<Object> self = new AtomicReference<>();
    self.set(self);
    row.add("self", self);

    assertThat(refused.all).containsExactly("Skipped 'self': it is nested more than 64 deep.");
  }

  @Test
  void aMapThatContainsItselfTwiceEndsSoon() {
    Map<String, Object> map = new HashMap<>();
    map.put("a", map);
    map.put("b", map);
    List<Object> list = new ArrayList<>();
    list.add(list);
    list.add(list);
    row.add("map", map);
    row.add("list", list);

    assertThat(refused.all).hasSize(2);
    assertThat(row.config()).isEmpty();
  }

  private static Image image() {
    return Image.of(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB));
  }

  private int metrics() {
    return row.metrics().stream().mapToInt(record -> record.size()).sum();
  }

  private void assertOnlyConfig(Map<String, ?> config) {
    assertThat(row.config()).isEqualTo(config);
    assertThat(metrics()).isZero();
    assertThat(row.data()).isEmpty();
    assertThat(row.media()).isEmpty();
    assertThat(refused.all).isEmpty();
  }

  private void assertNothingElse() {
    assertThat(row.config()).isEmpty();
    assertThat(row.data()).isEmpty();
    assertThat(row.media()).isEmpty();
    assertThat(refused.all).isEmpty();
  }

  /** A text that is asked for its length and nothing else. */
  private static final class Unread implements CharSequence {
    private final CharSequence text;

    Unread(CharSequence text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      throw new AssertionError("it was read");
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      throw new AssertionError("it was read");
    }

    @Override
    public String toString() {
      throw new AssertionError("it was copied");
    }
  }
}
