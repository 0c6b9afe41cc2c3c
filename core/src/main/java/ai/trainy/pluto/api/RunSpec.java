package ai.trainy.pluto.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as a program asks for it, the same from the call to the journal and to the server.
 * Everything is optional; when the run is opened, what is missing is filled in and what the server
 * cannot hold is changed, each change with one line on stderr. It is kept beside the journal, so
 * that a run whose server never answered can still be created later as it was meant. Immutable.
 */
public final class RunSpec {
  /** What the tag begins with that has the run's group. */
  public static final String GROUP = "group:";

  /** What the tag begins with that has the kind of job. */
  public static final String JOB_TYPE = "job_type:";

  private final String project;
  private final String name;
  private final String externalId;
  private final List<String> tags;
  private final String notes;
  private final Map<String, Object> config;
  private final Fork fork;
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

  /** Returns a builder of a spec like this one. */
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
   * The project; empty if none was given. Of an open run visible ASCII with blanks inside, 1 to 255
   * characters.
   */
  public String project() {
    return project;
  }

  /** The name people see; empty if none was given. Of an open run 1 to 255 code points. */
  public String name() {
    return name;
  }

  /**
   * The id the program's own tracker gave the run; empty if none was given. Of an open run 1 to 255
   * code points.
   */
  public String externalId() {
    return externalId;
  }

  /** The tags, group and job type among them. Of an open run at most 50, and at most one group. */
  public List<String> tags() {
    return tags;
  }

  /** The group, as its tag has it. */
  public Optional<String> group() {
    return tagged(GROUP);
  }

  /** The kind of job, as its tag has it. */
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
   * The config; of an open run with its notes, and made of nested maps, lists, texts, numbers,
   * booleans and nulls.
   */
  public Map<String, Object> config() {
    return config;
  }

  /**
   * A text about the run, as the program asked for it. Of a run that was opened it is in the
   * config, and there alone once it was read back from disk.
   */
  public Optional<String> notes() {
    return Optional.of(notes).filter(text -> !text.isEmpty());
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

  /** Collects a spec. A null or empty text counts as not given. Not for use by several threads. */
  public static final class Builder {
    private String project = "";
    private String name = "";
    private String externalId = "";
    private String notes = "";
    private String group = "";
    private String jobType = "";
    private List<String> tags = List.of();
    private Map<String, Object> config = Map.of();
    private Fork fork;
    private long startedAt;
    private Map<String, Object> metadata = Map.of();

    private Builder() {}

    /** The project, made on first use. Default: {@code pluto}. */
    public Builder project(String project) {
      this.project = orEmpty(project);
      return this;
    }

    /** The name people see. Default: eight random letters and digits. */
    public Builder name(String name) {
      this.name = orEmpty(name);
      return this;
    }

    /** The id another tracker gave this run; the same id is the same run. Default: random. */
    public Builder externalId(String externalId) {
      this.externalId = orEmpty(externalId);
      return this;
    }

    /**
     * A text about the run: its notes in Pluto, of which the run table shows 1,000 characters, and
     * its config has all.
     */
    public Builder notes(String notes) {
      this.notes = orEmpty(notes);
      return this;
    }

    /** The group; kept as the tag {@code group:NAME}. */
    public Builder group(String group) {
      this.group = orEmpty(group);
      return this;
    }

    /** The kind of job; kept as the tag {@code job_type:NAME}. */
    public Builder jobType(String jobType) {
      this.jobType = orEmpty(jobType);
      return this;
    }

    /** The tags, in order. */
    public Builder tags(List<String> tags) {
      this.tags = List.copyOf(tags);
      return this;
    }

    /**
     * Hyper-parameters and the like: maps, lists, arrays, texts, numbers, booleans, nulls; anything
     * else is kept as its text. The map is copied here, the values in it when the run is opened.
     */
    public Builder config(Map<String, ?> config) {
      this.config = new LinkedHashMap<>(config);
      return this;
    }

    /**
     * Goes on from a step of another run of the same project. If Pluto does not know that run or
     * step, this run starts from the beginning, and one line says so.
     *
     * @param externalId the id another tracker gave that run
     * @param step 0 to 2^53-1
     */
    public Builder forkFrom(String externalId, long step) {
      this.fork = new Fork(externalId, step);
      return this;
    }

    /** When the run was opened, ms since the epoch. Set by who opens it. */
    public Builder startedAt(long time) {
      this.startedAt = time;
      return this;
    }

    /** What was found out about where the run runs. Set by who opens it. */
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

    private static String orEmpty(String text) {
      return text == null || text.isBlank() ? "" : text;
    }
  }
}
