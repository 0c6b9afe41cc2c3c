package ai.trainy.pluto.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.trainy.pluto.api.Alert;
import ai.trainy.pluto.api.DataRow;
import ai.trainy.pluto.api.Fork;
import ai.trainy.pluto.api.LogType;
import ai.trainy.pluto.api.RunSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes back from the disk is what was kept. */
class RunCodecTest {
  private static final long TIME = 1_767_225_600_123L;

  @TempDir Path directory;

  @Test
  void givesDataTagsAndAlertsBackInTheirOrder() throws IOException {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("table", Arrays.asList(List.of(1L, "\u6e29 \ud83e\udd89", 0.5), null));
    data.put("type", "Table");
    try (Journal journal = new Journal(directory, Long.MAX_VALUE, 1 << 20)) {
      journal.append(new DataRow(LogType.TABLE, "eval/t", TIME, (1L << 53) - 1, data));
      journal.appendTags(List.of("a", "\u6e29"));
      journal.append(new Alert(TIME, Alert.Level.ERROR, "", "text\n"));
      journal.appendTags(List.of());
      try (JournalReader reader = journal.reader()) {
        DataRow row = reader.next().data();
        assertThat(row.type()).isEqualTo(LogType.TABLE);
        assertThat(row.name()).isEqualTo("eval/t");
        assertThat(row.time()).isEqualTo(TIME);
        assertThat(row.step()).isEqualTo((1L << 53) - 1);
        assertThat(row.data()).isEqualTo(data);
        assertThat(reader.next().tags()).containsExactly("a", "\u6e29");
        Alert alert = reader.next().alert();
        assertThat(alert.time()).isEqualTo(TIME);
        assertThat(alert.level()).isEqualTo(Alert.Level.ERROR);
        assertThat(alert.title()).isEmpty();
        assertThat(alert.text()).isEqualTo("text\n");
        assertThat(reader.next().tags()).isEmpty();
      }
    }
  }

  @Test
  void countsDataAndAlertsAsAValueEachAndTagsAsNone() throws IOException {
    try (Journal journal = new Journal(directory, Long.MAX_VALUE, 1 << 20)) {
      journal.append(new DataRow(LogType.HISTOGRAM, "h", TIME, 1, Map.of()));
      journal.appendTags(List.of("a", "b"));
      journal.append(new Alert(TIME, Alert.Level.INFO, "a", "b"));
      try (JournalReader reader = journal.reader()) {
        assertThat(reader.next().values()).isEqualTo(1);
        assertThat(reader.next().values()).isZero();
        assertThat(reader.next().values()).isEqualTo(1);
      }
    }
  }

  @Test
  void keepsWhatARunGoesOnFrom() throws IOException {
    RunSpec plain = RunStoreTest.spec("orbit-lab", "child", 7);
    RunSpec fork = plain.toBuilder().forkFrom("parent", 40).build();
    try (RunDirectory first = new RunStore(directory).create(plain);
        RunDirectory second = new RunStore(directory).create(fork)) {
      assertThat(RunDirectory.readSpec(first.path()).fork()).isEmpty();
      Fork read = RunDirectory.readSpec(second.path()).fork().orElseThrow();
      assertThat(read.parentExternalId()).isEqualTo("parent");
      assertThat(read.step()).isEqualTo(40);
      assertThat(RunDirectory.readSpec(second.path()).config()).isEqualTo(plain.config());
    }
  }

  @Test
  void takesNothingElseForData() {
    assertThatThrownBy(() -> new DataRow(LogType.METRIC, "m", TIME, 1, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
