package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Outcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ConfigUploadTest {
  private final Map<String, Object> taken = new HashMap<>();
  private Predicate<String> refused = key -> false;
  private Predicate<String> failing = key -> false;
  private boolean othersWork = true;
  private int requests;

  private Outcome<Void> send(Map<String, Object> values) {
    requests++;
    if (any(values, failing)) {
      return Sick.ERROR;
    }
    if (any(values, refused)) {
      return Outcome.refused("Invalid config JSON");
    }
    merge(taken, values);
    return Outcome.accepted(null);
  }

  private static boolean any(Map<?, ?> values, Predicate<String> bad) {
    return values.entrySet().stream()
        .anyMatch(
            entry ->
                bad.test((String) entry.getKey())
                    || (entry.getValue() instanceof Map && any((Map<?, ?>) entry.getValue(), bad)));
  }

  @SuppressWarnings("unchecked") // as the server merges
  private static void merge(Map<String, Object> into, Map<String, Object> more) {
    more.forEach(
        (key, value) -> {
          if (value instanceof Map) {
            merge(
                (Map<String, Object>) into.computeIfAbsent(key, absent -> new HashMap<>()),
                (Map<String, Object>) value);
          } else {
            into.put(key, value);
          }
        });
  }

  @Test
  void aBadKeyCostsNoOther() throws Exception {
    refused = key -> key.equals("k37") || key.equals("k64");
    ConfigUpload upload = ConfigUpload.whole(this::send);

    assertThat(upload.send(keys(100)).isAccepted()).isTrue();

    assertThat(upload.refused()).containsExactlyInAnyOrder("k37", "k64");
    assertThat(taken).hasSize(98);
    assertThat(requests).isLessThan(40);
  }

  @Test
  void aBadKeyInsideAnObjectCostsNoOther() throws Exception {
    refused = key -> key.equals("bad");
    ConfigUpload upload = ConfigUpload.whole(this::send);
    Map<String, Object> inner = new LinkedHashMap<>(Map.of("bad", 1L, "x", 2L, "y", 3L));

    upload.send(Map.of("args", Map.of("deep", inner), "z", 4L));

    assertThat(taken).isEqualTo(Map.of("args", Map.of("deep", Map.of("x", 2L, "y", 3L)), "z", 4L));
    assertThat(upload.refused()).containsExactly("args");
  }

  @Test
  void aServerThatRefusesEverythingIsNotAskedForEachKey() throws Exception {
    refused = key -> true;
    ConfigUpload upload = ConfigUpload.whole(this::send);

    assertThat(upload.send(keys(10_000)).isAccepted()).isTrue();

    assertThat(upload.refused()).hasSize(10_000);
    assertThat(requests).isLessThan(100);
  }

  @Test
  void aKeyThatFailsIsLeftAndTheOthersGo() throws Exception {
    failing = key -> key.equals("k3");
    refused = key -> key.equals("k5");
    ConfigUpload upload = ConfigUpload.dividing(this::send, () -> othersWork);

    assertThat(upload.send(keys(50)).isAccepted()).isTrue();

    assertThat(upload.failing()).containsExactly("k3");
    assertThat(upload.refused()).containsExactly("k5");
    assertThat(taken).hasSize(48);
  }

  @Test
  void anOutageIsNotDivided() throws Exception {
    failing = key -> true;
    othersWork = false;
    ConfigUpload upload = ConfigUpload.dividing(this::send, () -> othersWork);

    assertThat(upload.send(keys(50)).isAccepted()).isFalse();
    assertThat(requests).isEqualTo(1);
  }

  @Test
  void everyLoggedValueIsCountedUnderItsKey() {
    ConfigUpdate update = new ConfigUpdate();
    for (int i = 0; i < 3; i++) {
      assertThat(update.add(Map.of("a", (long) i, "b" + i, 1L))).isTrue();
    }

    assertThat(update.count()).isEqualTo(6);
    assertThat(update.count(Set.of("a", "b1"))).isEqualTo(4);
    assertThat(update.records(Set.of("b1", "b2")))
        .isEqualTo(List.of(Map.of("b1", 1L), Map.of("b2", 1L)));
    assertThat(update.values()).containsEntry("a", 2L).hasSize(4);
  }

  private static Map<String, Object> keys(int count) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      values.put("k" + i, (long) i);
    }
    return values;
  }
}
