package ai.trainy.pluto;

import ai.trainy.pluto.api.Fork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program asks for when it opens a run. Everything is optional. Immutable.
 *
 * <p>Limits of the server are kept for the caller: a name that it cannot hold is changed, more than
 * 50 tags or more than one {@code group:} tag are reduced, each with one line on stderr.
 */
public final class RunOptions {
  private final Builder values;

  private RunOptions(Builder values) {
    this.values = values;
  }

  public static Builder builder() {
    return new Builder();
  }

  public Optional<String> project() {
    return Optional.ofNullable(values.project);
  }

  public Optional<String> name() {
    return Optional.ofNullable(values.name);
  }

  public Optional<String> externalId() {
    return Optional.ofNullable(values.externalId);
  }

  public Optional<String> notes() {
    return Optional.ofNullable(values.notes);
  }

  public Optional<String> group() {
    return Optional.ofNullable(values.group);
  }

  public Optional<String> jobType() {
    return Optional.ofNullable(values.jobType);
  }

  public List<String> tags() {
    return values.tags;
  }

  Optional<Fork> fork() {
    return Optional.ofNullable(values.fork);
  }

  public Map<String, Object> config() {
    return values.config;
  }

  /** Collects options. A null or empty text counts as not given. Not for use by several threads. */
  public static final class Builder {
    private String project;
    private String name;
    private String externalId;
    private String notes;
    private String group;
    private String jobType;
    private List<String> tags = List.of();
    private Fork fork;
    private Map<String, Object> config = Map.of();

    private Builder() {}

    /** The project, made on first use. Default: {@code pluto}. */
    public Builder project(String project) {
      this.project = present(project);
      return this;
    }

    /** The name people see. Default: eight random letters and digits. */
    public Builder name(String name) {
      this.name = present(name);
      return this;
    }

    /** The id another tracker gave this run; the same id is the same run. Default: random. */
    public Builder externalId(String externalId) {
      this.externalId = present(externalId);
      return this;
    }

    /**
     * A text about the run: its notes in Pluto, of which the run table shows 1,000 characters, and
     * config {@code _wandb_notes}.
     */
    public Builder notes(String notes) {
      this.notes = present(notes);
      return this;
    }

    /** The group; kept as the tag {@code group:NAME}. */
    public Builder group(String group) {
      this.group = present(group);
      return this;
    }

    /** The kind of job; kept as the tag {@code job_type:NAME}. */
    public Builder jobType(String jobType) {
      this.jobType = present(jobType);
      return this;
    }

    /** The tags, in order. */
    public Builder tags(List<String> tags) {
      this.tags = List.copyOf(tags);
      return this;
    }

    /**
     * Goes on from a step of another run of the same project. If Pluto does not know that run or
     * step, this one begins anew, which is said.
     *
     * @param externalId the id another tracker gave that run
     * @param step 0 to 2^53-1
     */
    public Builder forkFrom(String externalId, long step) {
      this.fork = new Fork(externalId, step);
      return this;
    }

    /**
     * Hyper-parameters and the like: maps, lists, arrays, texts, numbers, booleans, nulls; anything
     * else is kept as its text. The map is copied when the run is opened.
     */
    public Builder config(Map<String, ?> config) {
      this.config = new LinkedHashMap<>(config);
      return this;
    }

    public RunOptions build() {
      Builder copy = new Builder();
      copy.project = project;
      copy.name = name;
      copy.externalId = externalId;
      copy.notes = notes;
      copy.group = group;
      copy.jobType = jobType;
      copy.tags = tags;
      copy.fork = fork;
      copy.config = new LinkedHashMap<>(config);
      return new RunOptions(copy);
    }

    private static String present(String text) {
      return text == null || text.isBlank() ? null : text;
    }
  }
}
