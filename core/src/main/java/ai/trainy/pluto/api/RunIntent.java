package ai.trainy.pluto.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a program asked for when it opened a run, already within the server's limits (the protocol,
 * sections 2.1 and 14). It is kept beside the journal, so that a run whose server never answered
 * can still be created later as it was meant.
 */
public final class RunIntent {
  /** Where config has the run's notes, as the reference client puts them. */
  public static final String NOTES = "_wandb_notes";

  private final String project;
  private final String name;
  private final String externalId;
  private final List<String> tags;
  private final Map<String, Object> config;
  private final Fork fork;
  private final long startedAt;
  private final Map<String, Object> metadata;

  /**
   * @param project the project's name, visible ASCII with blanks inside, 1 to 255 characters
   * @param name the display name, 1 to 255 code points
   * @param externalId the id the program's own tracker gave the run, 1 to 255 code points
   * @param tags at most 50, at most one of them {@code group:*}
   * @param config nested maps, lists, strings, numbers, booleans and nulls
   * @param startedAt ms since the epoch
   */
  public RunIntent(
      String project,
      String name,
      String externalId,
      List<String> tags,
      Map<String, Object> config,
      long startedAt) {
    this(project, name, externalId, tags, config, startedAt, null, Map.of());
  }

  private RunIntent(
      String project,
      String name,
      String externalId,
      List<String> tags,
      Map<String, Object> config,
      long startedAt,
      Fork fork,
      Map<String, Object> metadata) {
    this.project = Objects.requireNonNull(project);
    this.name = Objects.requireNonNull(name);
    this.externalId = Objects.requireNonNull(externalId);
    this.tags = List.copyOf(tags);
    this.config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    this.fork = fork;
    this.startedAt = startedAt;
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** The same with another config. */
  public RunIntent withConfig(Map<String, Object> other) {
    return new RunIntent(project, name, externalId, tags, other, startedAt, fork, metadata);
  }

  /** The same under another id. */
  public RunIntent withExternalId(String other) {
    return new RunIntent(project, name, other, tags, config, startedAt, fork, metadata);
  }

  /** The same as a fork. */
  public RunIntent from(Fork parent) {
    return new RunIntent(project, name, externalId, tags, config, startedAt, parent, metadata);
  }

  /** The same with what was found out about where it runs. */
  public RunIntent withMetadata(Map<String, Object> found) {
    return new RunIntent(project, name, externalId, tags, config, startedAt, fork, found);
  }

  public String project() {
    return project;
  }

  public String name() {
    return name;
  }

  public String externalId() {
    return externalId;
  }

  public List<String> tags() {
    return tags;
  }

  public Map<String, Object> config() {
    return config;
  }

  /** A text about the run, as its config has it. */
  public Optional<String> notes() {
    return Optional.ofNullable(config.get(NOTES))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  /** What to go on from; empty for a run that begins anew. */
  public Optional<Fork> fork() {
    return Optional.ofNullable(fork);
  }

  /** When the program opened the run, ms since the epoch. */
  public long startedAt() {
    return startedAt;
  }

  /**
   * The machine, the process and the JVM that the run is of, in plain values (the protocol, section
   * 13.3); empty if nothing is known of them. The server takes it when the run is created and never
   * again.
   */
  public Map<String, Object> metadata() {
    return metadata;
  }
}
