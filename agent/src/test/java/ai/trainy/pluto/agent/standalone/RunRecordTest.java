package ai.trainy.pluto.agent.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunRecordTest {
  /** As other generators than protobuf make them: getters without a verb. */
  public static final class Opening {
    private final String id;
    private final String notes;

    private Opening(String id, String notes) {
      this.id = id;
      this.notes = notes;
    }

    public static Builder builder() {
      return new Builder(null, null);
    }

    public Builder toBuilder() {
      return new Builder(id, notes);
    }

    public String runId() {
      return id;
    }

    public String notes() {
      return notes;
    }

    /** Collects. */
    public static final class Builder {
      private String id;
      private String notes;

      private Builder(String id, String notes) {
        this.id = id;
        this.notes = notes;
      }

      public Builder runId(String value) {
        id = value;
        return this;
      }

      public Builder notes(String value) {
        notes = value;
        return this;
      }

      public Opening build() {
        if ("none".equals(notes)) {
          throw new IllegalStateException("notes are required");
        }
        return new Opening(id, notes);
      }
    }
  }

  private final List<RunProperty> asked = new ArrayList<>();

  private Object known(RunProperty property) {
    asked.add(property);
    return "known " + property;
  }

  private Opening as(RunRecord record) {
    return (Opening) record.as(Opening.class, this::known).orElseThrow();
  }

  @Test
  void isWhatTheBuilderHeldWithWhatIsMissing() {
    Opening.Builder builder = Opening.builder().notes("cold");
    RunRecord record = RunRecord.of(builder).orElseThrow();
    builder.notes("of the next run").runId("the next run");

    assertThat(as(record).notes()).isEqualTo("cold");
    assertThat(as(record).runId()).isEqualTo("known ID");
    assertThat(as(record)).isSameAs(as(record));
    assertThat(asked).containsExactly(RunProperty.ID);
  }

  @Test
  void mayBeHeldAsAMessage() {
    Opening sent = Opening.builder().runId("r1").notes("cold").build();

    assertThat(as(RunRecord.of(sent).orElseThrow()).runId()).isEqualTo("r1");
  }

  @Test
  void isNoAnswerToWhatAsksForSomethingElse() {
    RunRecord record = RunRecord.of(Opening.builder()).orElseThrow();

    assertThat(record.as(Object.class, this::known)).isEmpty();
    assertThat(record.as(RunRecord.class, this::known)).isEmpty();
  }

  @Test
  void isMissingWhereNothingIsHeldOrCannotBeBuilt() {
    assertThat(RunRecord.of(null)).isEqualTo(Optional.empty());
    assertThat(RunRecord.of(Opening.builder().notes("none"))).isEqualTo(Optional.empty());
  }
}
