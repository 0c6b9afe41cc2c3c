package ai.trainy.pluto.agent.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kotlin.Pair;
import kotlin.Triple;
import kotlin.collections.ArrayDeque;
import kotlin.collections.CollectionsKt;
import kotlin.collections.MapsKt;
import kotlin.sequences.Sequence;
import kotlin.sequences.SequencesKt;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

/** What Kotlin programs log. */
class KotlinValuesTest {
  private final ForeignValues values = new ForeignValues(List.of());

  @Test
  void collectionsAreJavas() {
    assertThat(values.plain(MapsKt.mapOf(new Pair<>("a", CollectionsKt.listOf(1, 2)))))
        .isEqualTo(Map.of("a", List.of(1L, 2L)));
    assertThat(values.plain(new ArrayDeque<>(List.of(1)))).isEqualTo(List.of(1L));
  }

  @Test
  void pairsAndTriplesAreLists() {
    assertThat(values.plain(new Pair<>("a", new JSONObject("{\"b\":1}"))))
        .isEqualTo(List.of("a", Map.of("b", 1L)));
    assertThat(values.plain(new Triple<>(1, null, 3))).isEqualTo(Arrays.asList(1L, null, 3L));
  }

  /** Numbers without a sign are no numbers to Java. */
  @Test
  void unsignedNumbersAreNumbers() throws ReflectiveOperationException {
    assertThat(values.plain(boxed("kotlin.UInt", int.class, -1))).isEqualTo(4_294_967_295L);
    assertThat(values.plain(boxed("kotlin.ULong", long.class, 7L))).isEqualTo(7L);
  }

  /** As Kotlin does where it needs an object; its method's name is none in Java. */
  private static Object boxed(String type, Class<?> primitive, Object value)
      throws ReflectiveOperationException {
    return Class.forName(type).getMethod("box-impl", primitive).invoke(null, value);
  }

  @Test
  void sequencesAreLeftToTheProgram() {
    Sequence<Integer> once =
        SequencesKt.map(
            SequencesKt.constrainOnce(CollectionsKt.asSequence(List.of(1, 2))), each -> each + 1);

    assertThat(values.plain(once)).isSameAs(once);
    assertThat(SequencesKt.toList(once)).containsExactly(2, 3);
  }

  /** A class of the program with as many parts. */
  public static final class Pairing {
    public Object component1() {
      return 1;
    }

    public Object component2() {
      return 2;
    }
  }

  @Test
  void otherDataClassesArePassedOn() {
    Pairing pairing = new Pairing();

    assertThat(values.plain(pairing)).isSameAs(pairing);
  }
}
