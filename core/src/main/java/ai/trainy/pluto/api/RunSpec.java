package ai.trainy.pluto.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The description of a run: the same object from the program's call to the journal and the server.
 * Everything is optional. When the run is opened, missing values are filled in, and values that the
 * server cannot store are changed, each with a message on stderr. It is stored with the journal, so
 * that a run whose server never answered can still be created later. Immutable.
 */
public final class RunSpec {
  /** The prefix of the tag for the run's group. */
  public static final String GROUP = "group:";

  /** The prefix of the tag for the job type. */
  public static final String JOB_TYPE = "job_type:";

  private final String project;
  private final String name;
  private final String externalId;
  private final List<String> tags;
  private final String notes;
  private final Map<String, Object> config;
  private final @Nullable Fork fork;
  private final long startedAt;
  private final Map<String, Object> metadata;

  private RunSpec(Builder given) {
    this.project = given.project;
    this.name = given.name;
    this.externalId = given.externalId;
    this.tags = List.copyOf(given.allTags());
    this.notes = given.notes;
    this.config = Collections.unmodifiableMap(new LinkedHashMap<>(given.config));
    this.fork = given.fork;
    this.startedAt = given.startedAt;
    this.metadata = given.metadata;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with the values of this spec. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.project = project;
    copy.name = name;
    copy.externalId = externalId;
    copy.tags = tags;
    copy.notes = notes;
    copy.config = config;
    copy.fork = fork;
    copy.startedAt = startedAt;
    copy.metadata = metadata;
    return copy;
  }

  /**
   * Returns the project; empty if there is none. For an open run, visible ASCII with blanks inside,
   * 1 to 255 characters.
   */
  public String project() {
    return project;
  }

  /**
   * Returns the name shown to people; empty if there is none. For an open run, 1 to 255 code
   * points.
   */
  public String name() {
    return name;
  }

  /**
   * Returns the id given by the program's own tracker; empty if there is none. For an open run, 1
   * to 255 code points.
   */
  public String externalId() {
    return externalId;
  }

  /**
   * Returns the tags, including group and job type. For an open run at most 50, and at most one
   * group.
   */
  public List<String> tags() {
    return tags;
  }

  /** Returns the group, from its tag. */
  public Optional<String> group() {
    return tagged(GROUP);
  }

  /** Returns the job type, from its tag. */
  public Optional<String> jobType() {
    return tagged(JOB_TYPE);
  }

  private Optional<String> tagged(String prefix) {
    return tags.stream()
        .filter(tag -> tag.startsWith(prefix))
        .map(tag -> tag.substring(prefix.length()))
        .reduce((first, last) -> last);
  }

  /**
   * Returns the config. For an open run, it includes the notes and consists of nested maps, lists,
   * texts, numbers, booleans and nulls.
   */
  public Map<String, Object> config() {
    return config;
  }

  /**
   * Returns the notes as the program passed them. For an open run they are also in the config, and
   * only there once the run has been read back from disk.
   */
  public Optional<String> notes() {
    return Optional.of(notes).filter(text -> !text.isEmpty());
  }

  /** Returns the parent of a fork; empty for any other run. */
  public Optional<Fork> fork() {
    return Optional.ofNullable(fork);
  }

  /** Returns when the program opened the run, in ms since the epoch. */
  public long startedAt() {
    return startedAt;
  }

  /**
   * Returns the metadata about machine, process and JVM, as plain values (the protocol, section
   * 13.3); empty if there is none. The server accepts it only when the run is created.
   */
  public Map<String, Object> metadata() {
    return metadata;
  }

  /** Builds a spec. A null or empty text counts as missing. Not thread-safe. */
  public static final class Builder {
    private String project = "";
    private String name = "";
    private String externalId = "";
    private String notes = "";
    private String group = "";
    private String jobType = "";
    private List<String> tags = List.of();
    private Map<String, Object> config = Map.of();
    private @Nullable Fork fork;
    private long startedAt;
    private Map<String, Object> metadata = Map.of();

    private Builder() {}

    /** Sets the project, which is created on first use. Default: {@code pluto}. */
    public Builder project(@Nullable String project) {
      this.project = orEmpty(project);
      return this;
    }

    /** Sets the name shown to people. Default: eight random letters and digits. */
    public Builder name(@Nullable String name) {
      this.name = orEmpty(name);
      return this;
    }

    /** Sets the id given by another tracker; the same id means the same run. Default: random. */
    public Builder externalId(@Nullable String externalId) {
      this.externalId = orEmpty(externalId);
      return this;
    }

    /**
     * Sets the run's notes. Pluto's run table shows 1,000 characters of them; the config has all.
     */
    public Builder notes(@Nullable String notes) {
      this.notes = orEmpty(notes);
      return this;
    }

    /** Sets the group; stored as the tag {@code group:NAME}. */
    public Builder group(@Nullable String group) {
      this.group = orEmpty(group);
      return this;
    }

    /** Sets the job type; stored as the tag {@code job_type:NAME}. */
    public Builder jobType(@Nullable String jobType) {
      this.jobType = orEmpty(jobType);
      return this;
    }

    /** Sets the tags, in order. */
    public Builder tags(List<String> tags) {
      this.tags = List.copyOf(tags);
      return this;
    }

    /**
     * Sets the config, such as hyperparameters: maps, lists, arrays, texts, numbers, booleans,
     * nulls; any other value is stored as text. The map is copied here, its values when the run is
     * opened.
     */
    public Builder config(Map<String, ?> config) {
      this.config = new LinkedHashMap<>(config);
      return this;
    }

    /**
     * Makes the run a fork from a step of another run in the same project. If Pluto does not know
     * that run or step, the run starts from the beginning, with a message.
     *
     * @param externalId the id given to that run by another tracker
     * @param step 0 to 2^53-1
     */
    public Builder forkFrom(String externalId, long step) {
      this.fork = new Fork(externalId, step);
      return this;
    }

    /** Sets when the run was opened, in ms since the epoch. Set by the code that opens it. */
    public Builder startedAt(long time) {
      this.startedAt = time;
      return this;
    }

    /** Sets the metadata about the run's environment. Set by the code that opens it. */
    public Builder metadata(Map<String, Object> found) {
      this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(found));
      return this;
    }

    public RunSpec build() {
      return new RunSpec(this);
    }

    private List<String> allTags() {
      List<String> all = new ArrayList<>(tags);
      if (!group.isEmpty()) {
        all.add(GROUP + group);
      }
      if (!jobType.isEmpty()) {
        all.add(JOB_TYPE + jobType);
      }
      return all;
    }

    private static String orEmpty(@Nullable String text) {
      return text == null || text.isBlank() ? "" : text;
    }
  }
}
