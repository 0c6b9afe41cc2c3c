package ai.trainy.pluto.agent.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoggedRowTest {
  private final ForeignValues values = new ForeignValues(List.of());
  private final LoggedRow row = values.emptyRow();

  @Test
  void itHoldsWhatAMapHoldsInItsOrder() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < 1_000; i++) {
      // The hashes of these names are few, and many names have the same.
      String name = (i % 2 == 0 ? "Aa" : "BB") + (i % 4 < 2 ? "Aa" : "BB") + i / 7;
      map.put(name, i);
      row.put(name, i);
    }

    assertThat(row).hasSize(map.size()).isEqualTo(map).containsExactlyEntriesOf(map);
    List<String> visited = new ArrayList<>();
    row.forEach((name, value) -> visited.add(name));
    assertThat(visited).containsExactlyElementsOf(map.keySet());
  }

  @Test
  void aNameThatComesAgainHasItsPlaceAndItsLatestValue() {
    row.put("a", 1);
    row.put("b", null);

    assertThat(row.put("a", 3)).isEqualTo(1);
    assertThat(row.put("b", 4)).isNull();
    assertThat(row).containsExactly(Map.entry("a", 3), Map.entry("b", 4));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    row.put("AaAa", null);

    assertThat(row.containsKey("AaAa")).isTrue();
    assertThat(row.get("AaAa")).isNull();
    for (Object other : new Object[] {"AaBB", "BBBB", "", 1, null}) {
      assertThat(row.containsKey(other)).as("%s", other).isFalse();
      assertThat(row.get(other)).as("%s", other).isNull();
    }
    Iterator<Map.Entry<String, Object>> entries = row.entrySet().iterator();
    entries.next();
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void theThreadsNextRowIsTheReleasedOneAndEmpty() {
    row.put("loss", 1);
    row.release();

    assertThat(values.plain(Map.of("lr", 2))).isSameAs(row).isEqualTo(Map.of("lr", 2));
  }

  @Test
  void oneThatIsUsedIsNotTheNextOne() {
    row.put("loss", 1);
    LoggedRow second = values.emptyRow();
    second.put("loss", 2);

    assertThat(second).isNotSameAs(row);
    assertThat(row).isEqualTo(Map.of("loss", 1));
  }

  @Test
  void eachThreadHasItsOwn() {
    row.release();

    assertThat(CompletableFuture.supplyAsync(values::emptyRow).join()).isNotSameAs(row);
  }

  @Test
  void aLargeOneIsNotLeftToTheThread() {
    for (int i = 0; i < 1_000; i++) {
      row.put("n" + i, i);
    }
    row.release();

    assertThat(values.emptyRow()).isNotSameAs(row).isEmpty();
  }
}
