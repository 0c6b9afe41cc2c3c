package com.example.wandb;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run is opened with. Each getter gives null, or something empty, for what was not given; an
 * empty text counts as not given.
 */
public final class InitOptions {

  private final String project;
  private final String entity;
  private final String name;
  private final String id;
  private final String notes;
  private final String group;
  private final String jobType;
  private final List<String> tags;
  private final Map<String, Object> config;
  private final String forkFrom;
  private final boolean resume;
  private final Path dir;

  private InitOptions(Builder builder) {
    project = builder.project;
    entity = builder.entity;
    name = builder.name;
    id = builder.id;
    notes = builder.notes;
    group = builder.group;
    jobType = builder.jobType;
    tags = builder.tags;
    config = builder.config;
    forkFrom = builder.forkFrom;
    resume = builder.resume;
    dir = builder.dir;
  }

  public static Builder builder() {
    return new Builder();
  }

  public String project() {
    return project;
  }

  public String entity() {
    return entity;
  }

  public String name() {
    return name;
  }

  public String id() {
    return id;
  }

  public String notes() {
    return notes;
  }

  public String group() {
    return group;
  }

  public String jobType() {
    return jobType;
  }

  public List<String> tags() {
    return tags;
  }

  public Map<String, Object> config() {
    return config;
  }

  /** The run and step to go on from, as {@code ID?_step=N}. */
  public String forkFrom() {
    return forkFrom;
  }

  /** Whether to go on in the directory of the run with this id, if there is one. */
  public boolean resume() {
    return resume;
  }

  /** Where the directory {@code wandb} is or will be. */
  public Path dir() {
    return dir;
  }

  /** These options, and the others' where these say nothing; configs are merged. */
  InitOptions orElse(InitOptions others) {
    Map<String, Object> merged = new LinkedHashMap<>(others.config);
    merged.putAll(config);
    return builder()
        .project(project != null ? project : others.project)
        .entity(entity != null ? entity : others.entity)
        .name(name != null ? name : others.name)
        .id(id != null ? id : others.id)
        .notes(notes != null ? notes : others.notes)
        .group(group != null ? group : others.group)
        .jobType(jobType != null ? jobType : others.jobType)
        .tags(tags.isEmpty() ? others.tags : tags)
        .config(merged)
        .forkFrom(forkFrom != null ? forkFrom : others.forkFrom)
        .resume(resume || others.resume)
        .dir(dir != null ? dir : others.dir)
        .build();
  }

  /** Collects options; what it was given may change afterwards without effect. */
  public static final class Builder {

    private String project;
    private String entity;
    private String name;
    private String id;
    private String notes;
    private String group;
    private String jobType;
    private List<String> tags = List.of();
    private Map<String, Object> config = Map.of();
    private String forkFrom;
    private boolean resume;
    private Path dir;

    private Builder() {}

    public Builder project(String project) {
      this.project = nullIfEmpty(project);
      return this;
    }

    public Builder entity(String entity) {
      this.entity = nullIfEmpty(entity);
      return this;
    }

    public Builder name(String name) {
      this.name = nullIfEmpty(name);
      return this;
    }

    public Builder id(String id) {
      this.id = nullIfEmpty(id);
      return this;
    }

    public Builder notes(String notes) {
      this.notes = nullIfEmpty(notes);
      return this;
    }

    public Builder group(String group) {
      this.group = nullIfEmpty(group);
      return this;
    }

    public Builder jobType(String jobType) {
      this.jobType = nullIfEmpty(jobType);
      return this;
    }

    public Builder tags(List<String> tags) {
      this.tags = List.copyOf(tags);
      return this;
    }

    public Builder config(Map<String, ?> config) {
      this.config = DeepCopy.of(config);
      return this;
    }

    /** See {@link InitOptions#forkFrom()}. */
    public Builder forkFrom(String forkFrom) {
      this.forkFrom = nullIfEmpty(forkFrom);
      return this;
    }

    /** See {@link InitOptions#resume()}. */
    public Builder resume(boolean resume) {
      this.resume = resume;
      return this;
    }

    /** See {@link InitOptions#dir()}. */
    public Builder dir(Path dir) {
      this.dir = dir;
      return this;
    }

    public InitOptions build() {
      return new InitOptions(this);
    }

    private static String nullIfEmpty(String text) {
      return text == null || text.isEmpty() ? null : text;
    }
  }
}
