package ai.trainy.pluto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.trainy.pluto.api.Alert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does besides logging rows: tags, alerts, config. */
class RunOperationsTest {
  @TempDir Path home;

  private JournaledRun journaled;
  private Run run;

  @BeforeEach
  void open() throws IOException {
    journaled = new JournaledRun(home, Routing.DEFAULT, 1 << 20, List.of("a", "group:night"));
    run = journaled.run();
  }

  @AfterEach
  void close() throws IOException {
    journaled.close();
  }

  @Test
  void tagsAreThoseItWasOpenedWith() throws IOException {
    assertThat(run.tags()).containsExactly("a", "group:night");
    assertThat(journaled.tags()).isEmpty();
  }

  @Test
  void tagsAreAssignedOnceAndOnlyIfTheyChange() throws IOException {
    run.setTags(List.of("a"));
    run.setTags(List.of("b", "c"));
    run.setTags(List.of("b", "c", "b"));
    run.addTags(List.of("c"));

    assertThat(journaled.tags()).containsExactly(List.of("b", "c", "group:night"));
    assertThat(run.tags()).containsExactly("b", "c", "group:night");
    assertThat(journaled.ledger().seen()).as("tags do not count as values").isZero();
  }

  @Test
  void tagsAreAdded() throws IOException {
    run.addTags(List.of("b"));
    run.addTags(Arrays.asList(null, "c"));

    assertThat(journaled.tags())
        .containsExactly(List.of("a", "group:night", "b"), List.of("a", "group:night", "b", "c"));
  }

  @Test
  void tagsOfSeveralThreadsAreAllKept() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String tag = "tag-" + i;
      threads.add(new Thread(() -> run.addTags(List.of(tag))));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join(300_000);
    }

    assertThat(run.tags()).hasSize(10);
    List<List<String>> all = journaled.tags();
    assertThat(all).last().isEqualTo(run.tags());
  }

  @Test
  void anAlertIsKeptAsItIsRaised() throws IOException {
    run.alert("Plateau\0", "loss is flat \ud83e", Alert.Level.WARNING);

    Alert alert = journaled.alerts().get(0);
    assertThat(alert.title()).isEqualTo("Plateau");
    assertThat(alert.text()).isEqualTo("loss is flat \ufffd");
    assertThat(alert.level()).isEqualTo(Alert.Level.WARNING);
    assertThat(alert.time()).isPositive();
    assertThat(journaled.ledger().stored()).isEqualTo(1);
  }

  @Test
  void anAlertThatIsTooLargeIsRefused() throws IOException {
    run.alert("t", "x".repeat(70_000_000), Alert.Level.INFO);

    assertThat(journaled.alerts()).isEmpty();
    assertThat(journaled.ledger().refused()).isEqualTo(1);
  }

  @Test
  void configOfAnyKindIsKeptAndFailsNobody() throws IOException {
    Map<Object, Object> config = new LinkedHashMap<>();
    config.put(1, "one");
    config.put(null, null);
    config.put(Alert.Level.INFO, Alert.Level.ERROR);
    for (Failing failing : Failing.IN_ALL_WAYS) {
      config.put("object " + failing.how(), failing.object());
      config.put(failing.object(), failing.text());
    }
    @SuppressWarnings("unchecked") // as a program without generics has it
    Map<String, Object> raw = (Map<String, Object>) (Map<?, ?>) config;

    assertThatCode(() -> run.updateConfig(raw)).doesNotThrowAnyException();

    assertThat(journaled.config())
        .containsEntry("1", "one")
        .containsEntry("null", null)
        .containsEntry("INFO", "ERROR")
        .hasSizeGreaterThan(6);
  }

  @Test
  void nothingIsTakenBehindTheEnd() throws IOException {
    run.finish();
    run.setTags(List.of("late"));
    run.alert("late", "x", Alert.Level.INFO);
    run.updateConfig(Map.of("late", 1));
    run.log(Map.of("late", Histogram.of(new double[] {1})));

    assertThat(journaled.tags()).isEmpty();
    assertThat(run.tags()).doesNotContain("late");
    assertThat(journaled.alerts()).isEmpty();
    assertThat(journaled.config()).isEmpty();
    assertThat(journaled.data()).isEmpty();
    assertThat(journaled.ledger().refused()).isEqualTo(3);
    assertThat(journaled.told().count("after the run's end")).isEqualTo(1);
  }

  @Test
  void whatHasNoPlaceIsCountedAndNotSaid() {
    run.log(Map.of("model", new Object()));
    run.log(Map.of("model", new Object()));

    assertThat(journaled.ledger().refused()).isEqualTo(2);
    assertThat(journaled.told().lines()).isEmpty();
  }

  @Test
  void aTableTooLargeForTheJournalIsRefused() throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    String cell = "x".repeat(1 << 20);
    for (int i = 0; i < 70; i++) {
      rows.add(List.of(cell));
    }
    run.log(Map.of("table", Table.of(List.of("a"), rows), "loss", 1));

    assertThat(journaled.points()).hasSize(1);
    assertThat(journaled.data()).isEmpty();
    assertThat(journaled.ledger().refused()).isEqualTo(1);
  }
}
