package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatestValuesTest {
  private final LatestValues latest = new LatestValues();

  @Test
  void knowsAValueThatIsRepeated() {
    assertThat(latest.isSame("phase", "train")).isFalse();
    assertThat(latest.isSame("phase", "train")).isTrue();
    assertThat(latest.isSame("phase", "test")).isFalse();
    assertThat(latest.isSame("phase", "train")).isFalse();
    assertThat(latest.isSame("other", "train")).isFalse();
  }

  @Test
  void tellsValuesApartByTypeAndPlace() {
    List<Object> values =
        Arrays.asList(
            null,
            true,
            false,
            0L,
            1L,
            0.0,
            1.0,
            "",
            "1",
            "true",
            "ab",
            "ba",
            List.of(),
            List.of(1L),
            List.of(1L, 2L),
            List.of(2L, 1L),
            List.of(List.of(1L), 2L),
            List.of(1L, List.of(2L)),
            Map.of(),
            Map.of("a", 1L),
            Map.of("a", 2L),
            Map.of("b", 1L),
            Map.of("a", 1L, "b", 2L),
            Map.of("a", 2L, "b", 1L));
    for (Object before : values) {
      for (Object now : values) {
        latest.isSame("x", before);

        assertThat(latest.isSame("x", now)).as("%s, then %s", before, now).isEqualTo(before == now);
      }
    }
  }

  @Test
  void tellsTextsApartThatDifferInOneCharacter() {
    Random random = new Random(7);
    char[] text = new char[1_000];
    for (int i = 0; i < 10_000; i++) {
      text[random.nextInt(text.length)]++;

      assertThat(latest.isSame("text", new String(text))).isFalse();
    }
  }

  @Test
  void theOrderOfAMapIsNoDifference() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", 1L);
    map.put("b", 2L);
    latest.isSame("map", map);

    assertThat(latest.isSame("map", new HashMap<>(map))).isTrue();
  }

  @Test
  void whatIsForgottenIsNew() {
    latest.isSame("phase", "train");
    latest.forget("phase");

    assertThat(latest.isSame("phase", "train")).isFalse();
  }

  @Test
  void keepsABoundedNumberOfNamesThoseThatAreUsed() {
    latest.isSame("phase", "train");
    for (int i = 0; i < 10 * LatestValues.MOST_NAMES; i++) {
      latest.isSame("step " + i, "text");
      assertThat(latest.isSame("phase", "train")).isTrue();
    }

    assertThat(latest.size()).isEqualTo(LatestValues.MOST_NAMES);
    assertThat(latest.isSame("step 0", "text")).isFalse();
  }
}
