package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run answers about itself where the client's own code is left out. For several threads. */
final class RunFacts {
  private final Map<Input, Object> values;
  private final Map<String, Object> config;
  private final Set<String> tags;
  private final @Nullable RunRecord record;
  private final Instant start = Instant.now();

  /**
   * @param values what was asked for, or made up as wandb does
   * @param record what the client would have sent to open the run; null if that is not known
   */
  RunFacts(
      Map<Input, Object> values,
      Map<String, Object> config,
      Collection<String> tags,
      @Nullable RunRecord record) {
    this.values = values;
    this.config = config;
    this.tags = new LinkedHashSet<>(tags);
    this.record = record;
  }

  String text(Input input) {
    return values.getOrDefault(input, "").toString();
  }

  Map<String, Object> config() {
    return config;
  }

  /** When the run was opened. */
  Instant start() {
    return start;
  }

  /** What the client would have sent to open the run. */
  Optional<RunRecord> record() {
    return Optional.ofNullable(record);
  }

  synchronized List<String> tags() {
    return new ArrayList<>(tags);
  }

  synchronized void setTags(Collection<String> assigned) {
    tags.clear();
    tags.addAll(assigned);
  }

  synchronized void addTags(Collection<String> added) {
    tags.addAll(added);
  }
}
