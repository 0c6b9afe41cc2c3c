package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.agent.binding.Input;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was given for a run so far: by a builder's methods, or by the client's own run. */
public final class RunRequest {
  private final Map<Input, Object> inputs = new EnumMap<>(Input.class);
  private final List<String> tags = new ArrayList<>();
  private boolean clearsTags;

  /** Adds what one call gave, in plain types. */
  public RunRequest with(Map<Input, Object> given) {
    given.forEach(
        (input, value) -> {
          if (input == Input.CLEAR_TAGS) {
            clearsTags = true;
          } else if (input == Input.ADD_TAGS) {
            addTags(value);
          } else {
            inputs.put(input, value);
          }
        });
    return this;
  }

  /** Whether one call gave that. */
  boolean has(Input input) {
    return input == Input.ADD_TAGS
        ? !tags.isEmpty()
        : input == Input.CLEAR_TAGS || inputs.containsKey(input);
  }

  private void addTags(Object value) {
    if (value instanceof List) {
      ((List<?>) value).forEach(this::addTags);
    } else if (value != null) {
      tags.add(value.toString());
    }
  }

  /** Adds what a later call gave. */
  synchronized void add(RunRequest later) {
    inputs.putAll(later.inputs);
    if (later.clearsTags) {
      tags.clear();
    }
    tags.addAll(later.tags);
  }

  /** Adds what another call gave and this has not. */
  public void addMissing(RunRequest other) {
    other.inputs.forEach(inputs::putIfAbsent);
    if (tags.isEmpty()) {
      tags.addAll(other.tags);
    }
  }

  /** A text that was given and is not empty. */
  public synchronized Optional<String> text(Input input) {
    Object value = inputs.get(input);
    return Optional.ofNullable(value).map(Object::toString).filter(text -> !text.isEmpty());
  }

  /** The tags that were given. */
  public synchronized List<String> tags() {
    return new ArrayList<>(tags);
  }

  /** The config that was given. */
  public synchronized Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    Object given = inputs.get(Input.CONFIG);
    if (given instanceof Map) {
      ((Map<?, ?>) given).forEach((key, value) -> config.put(String.valueOf(key), value));
    }
    return config;
  }
}
