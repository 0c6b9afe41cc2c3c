package ai.trainy.pluto.upload;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.MetricRow;
import ai.trainy.pluto.api.RunSpec;
import ai.trainy.pluto.journal.Journal;
import ai.trainy.pluto.journal.JournalReader;
import ai.trainy.pluto.journal.MetricsRecord;
import ai.trainy.pluto.journal.Position;
import ai.trainy.pluto.journal.RunDirectory;
import ai.trainy.pluto.journal.RunEnd;
import ai.trainy.pluto.journal.RunStore;
import ai.trainy.pluto.testing.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {
  @TempDir Path home;

  private RunDirectory directory;
  private Journal journal;
  private JournalReader reader;

  @BeforeEach
  void open() throws IOException {
    directory =
        new RunStore(home)
            .create(RunSpec.builder().project("p").name("n").externalId("id").build());
    journal = new Journal(directory, 1L << 30, Duration.ofSeconds(20), new Told().messages());
    reader = journal.reader();
  }

  @AfterEach
  void close() throws IOException {
    reader.close();
    journal.close();
    directory.close();
  }

  @Test
  void isEmptyWhereNothingIs() throws IOException {
    Batch batch = Batch.read(reader, directory.deferred(), 10);

    assertThat(batch.isEmpty()).isTrue();
    assertThat(batch.end()).isEqualTo(journal.end());
  }

  @Test
  void takesEverythingInOrder() throws IOException {
    log(1, 2);
    log(2, 2);
    journal.appendConfig(Map.of("lr", 0.1));
    log(1, 2);

    Batch batch = Batch.read(reader, directory.deferred(), 100);

    assertThat(steps(batch)).containsExactly(1L, 2L, 1L);
    assertThat(config(batch)).isEqualTo(Map.of("lr", 0.1));
    assertThat(batch.isEmpty()).isFalse();
    assertThat(batch.end()).isEqualTo(journal.end());
    assertThat(Batch.read(reader, directory.deferred(), 100).isEmpty()).isTrue();
  }

  @Test
  void isFullWithTheRowThatReachesTheLimit() throws IOException {
    for (long step = 1; step <= 5; step++) {
      log(step, 3);
    }

    assertThat(steps(Batch.read(reader, directory.deferred(), 6))).containsExactly(1L, 2L);
    assertThat(steps(Batch.read(reader, directory.deferred(), 7))).containsExactly(3L, 4L, 5L);
  }

  @Test
  void takesARowThatIsLargerThanTheLimit() throws IOException {
    log(1, 50);
    log(2, 1);

    assertThat(steps(Batch.read(reader, directory.deferred(), 6))).containsExactly(1L);
  }

  @Test
  void staysModestInBytes() throws IOException {
    for (int i = 0; i < 6; i++) {
      journal.appendConfig(Map.of("text" + i, "x".repeat(1 << 20)));
    }

    assertThat(config(Batch.read(reader, directory.deferred(), 1_000))).hasSize(4);
    assertThat(config(Batch.read(reader, directory.deferred(), 1_000))).hasSize(2);
  }

  @Test
  void endsWithTheRun() throws IOException {
    log(1, 1);
    journal.appendFinish(new RunEnd(3, 1_767_225_600_123L));

    Batch batch = Batch.read(reader, directory.deferred(), 100);

    assertThat(steps(batch)).containsExactly(1L);
    assertThat(reader.runEnd().orElseThrow().exitCode()).isEqualTo(3);
    assertThat(Batch.read(reader, directory.deferred(), 100).isEmpty()).isTrue();
  }

  @Test
  void endsBeforeTheEndOfTheRunSoThatItIsNotAcknowledgedUnreported() throws IOException {
    log(1, 1);
    Position before = journal.end();
    journal.appendFinish(new RunEnd(0, 1_767_225_600_123L));

    assertThat(Batch.read(reader, directory.deferred(), 100).end()).isEqualTo(before);
  }

  @Test
  void putsConfigTogetherAsTheServerDoes() throws IOException {
    journal.appendConfig(
        Map.of("model", Map.of("depth", 12, "width", 64), "lr", 0.1, "layers", List.of(1, 2)));
    journal.appendConfig(
        Map.of("model", Map.of("depth", 24, "heads", 8), "lr", 0.2, "layers", List.of(3)));
    journal.appendConfig(Map.of("seed", 7));

    Batch batch = Batch.read(reader, directory.deferred(), 100);

    assertThat(config(batch))
        .isEqualTo(
            Map.of(
                "model",
                Map.of("depth", 24L, "width", 64L, "heads", 8L),
                "lr",
                0.2,
                "layers",
                List.of(3L),
                "seed",
                7L));
    assertThat(batch.configs().get(0).count()).isEqualTo(7);
  }

  @Test
  void replacesAMapByAValue() throws IOException {
    journal.appendConfig(Map.of("a", Map.of("x", 1)));
    journal.appendConfig(Map.of("a", 2));

    assertThat(config(Batch.read(reader, directory.deferred(), 100))).isEqualTo(Map.of("a", 2L));
  }

  @Test
  void sendsAMapAfterAValueOnItsOwnSinceItStartsAnew() throws IOException {
    journal.appendConfig(Map.of("a", Map.of("x", 1)));
    journal.appendConfig(Map.of("a", 2));
    journal.appendConfig(Map.of("a", Map.of("y", 3), "b", 4));

    Batch batch = Batch.read(reader, directory.deferred(), 100);

    assertThat(batch.configs())
        .extracting(ConfigUpdate::values)
        .containsExactly(Map.of("a", 2L), Map.of("a", Map.of("y", 3L), "b", 4L));
    assertThat(batch.configs().get(0).count()).isEqualTo(2);
    assertThat(batch.configs().get(1).count()).isEqualTo(2);
  }

  @Test
  void takesDataAndTheLastTags() throws IOException {
    journal.appendTags(List.of("a"));
    data(1);
    log(2, 1);
    journal.appendTags(List.of("b", "c"));
    data(3);

    Batch batch = Batch.read(reader, directory.deferred(), 100);

    assertThat(batch.data()).extracting(placed -> placed.row().step()).containsExactly(1L, 3L);
    assertThat(batch.tags()).contains(List.of("b", "c"));
    assertThat(steps(batch)).containsExactly(2L);
    assertThat(batch.alert()).isEmpty();
    assertThat(batch.isEmpty()).isFalse();
    assertThat(batch.end()).isEqualTo(journal.end());
  }

  @Test
  void knowsThePlaceBehindEachRowOfData() throws IOException {
    data(1);
    Position first = journal.end();
    log(2, 1);
    data(3);
    Position second = journal.end();
    log(4, 1);

    Batch batch = Batch.read(reader, directory.deferred(), 100);

    assertThat(batch.data().get(0).behind()).isEqualTo(first);
    assertThat(batch.data().get(1).behind()).isEqualTo(second);
  }

  @Test
  void oneOfTagsAloneIsNotEmpty() throws IOException {
    journal.appendTags(List.of());

    Batch batch = Batch.read(reader, directory.deferred(), 100);

    assertThat(batch.isEmpty()).isFalse();
    assertThat(batch.tags()).contains(List.of());
  }

  @Test
  void endsWithAnAlert() throws IOException {
    log(1, 1);
    data(1);
    Position before = journal.end();
    alert("first");
    Position behind = journal.end();
    alert("second");
    log(2, 1);

    Batch batch = Batch.read(reader, directory.deferred(), 100);
    assertThat(batch.alert().orElseThrow().title()).isEqualTo("first");
    assertThat(batch.beforeAlert()).isEqualTo(before);
    assertThat(batch.end()).isEqualTo(behind);
    assertThat(steps(batch)).containsExactly(1L);
    assertThat(batch.data()).hasSize(1);

    Batch next = Batch.read(reader, directory.deferred(), 100);
    assertThat(next.alert().orElseThrow().title()).isEqualTo("second");
    assertThat(next.beforeAlert()).as("nothing lies before it").isEqualTo(behind);
    assertThat(next.rows()).isEmpty();
    assertThat(steps(Batch.read(reader, directory.deferred(), 100))).containsExactly(2L);
  }

  @Test
  void isFullWithData() throws IOException {
    for (long step = 1; step <= 5; step++) {
      data(step);
    }

    assertThat(Batch.read(reader, directory.deferred(), 3).data()).hasSize(3);
    assertThat(Batch.read(reader, directory.deferred(), 3).data()).hasSize(2);
  }

  private void data(long step) throws IOException {
    journal.append(new DataRow(LogType.TABLE, "t", 0, step, Map.of("table", List.of())));
  }

  private void alert(String title) throws IOException {
    journal.append(new Alert(0, Alert.Level.INFO, title, ""));
  }

  private static Map<String, Object> config(Batch batch) {
    assertThat(batch.configs()).hasSize(1);
    return batch.configs().get(0).values();
  }

  private void log(long step, int values) throws IOException {
    MetricsRecord record = new MetricsRecord(0, step, values);
    for (int i = 0; i < values; i++) {
      record.add("m" + i, i);
    }
    journal.append(record);
  }

  private static List<Long> steps(Batch batch) {
    return batch.rows().stream().map(MetricRow::step).collect(Collectors.toList());
  }
}
