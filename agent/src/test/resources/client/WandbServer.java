package com.wandb.client;

import java.util.ArrayList;
import java.util.List;

// Stands for the messages generated from the client's protocol. A line that ends in "//only" and
// names belongs to these shapes alone. The bodies are the tests' own.
public class WandbServer {
  public static class LogResult {} //only A A2 B
  public static class HistoryResult {} //only C D E F DOCS

  public static class ConfigItem {
    private final String key;
    private final String valueJson;

    public ConfigItem(String key, String valueJson) {
      this.key = key;
      this.valueJson = valueJson;
    }

    @Override
    public String toString() { return key + "=" + valueJson; }
  }

  public static class ConfigRecord {
    private final List<ConfigItem> updates = new ArrayList<>();

    public void addUpdate(String key, String valueJson) { updates.add(new ConfigItem(key, valueJson)); }
    public ConfigItem getUpdate(int index) { return updates.get(index); }

    @Override
    public String toString() { return updates.toString(); }
  }

  public static class Timestamp {
    private final long seconds;

    private Timestamp(long seconds) { this.seconds = seconds; }

    public static Builder newBuilder() { return new Builder(); }
    public long getSeconds() { return seconds; }

    public static class Builder {
      private long seconds;

      public Builder setSeconds(long seconds) { this.seconds = seconds; return this; }
      public Builder setNanos(int nanos) { return this; }
      public Timestamp build() { return new Timestamp(seconds); }
    }
  }

  public static class RunData { //only A A2 B
  public static class RunRecord { //only C D E F DOCS
    private final Builder from;

    private RunData(Builder from) { this.from = from; } //only A A2 B
    private RunRecord(Builder from) { this.from = from; } //only C D E F DOCS

    public static Builder newBuilder() { return new Builder(); }
    public Builder toBuilder() { return new Builder(from); }
    public String getRunId() { return from.runId; }
    public String getEntity() { return from.entity; }
    public String getProject() { return from.project; }
    public String getDisplayName() { return from.displayName; }
    public String getNotes() { return from.notes; }
    public String getRunGroup() { return from.runGroup; }
    public String getJobType() { return from.jobType; }
    public String getSweepId() { return from.sweepId; }
    public String getHost() { return from.host; }
    public List<String> getTagsList() { return new ArrayList<>(from.tags); }
    public boolean hasConfig() { return from.config != null; }
    public ConfigRecord getConfig() { return hasConfig() ? from.config : new ConfigRecord(); }
    public boolean hasStartTime() { return from.startTime != null; }
    public Timestamp getStartTime() { return from.startTime; }

    public static class Builder {
      private String runId = "";
      private String entity = "";
      private String project = "";
      private String displayName = "";
      private String notes = "";
      private String runGroup = "";
      private String jobType = "";
      private String sweepId = "";
      private String host = "";
      private List<String> tags = new ArrayList<>();
      private ConfigRecord config;
      private Timestamp startTime;

      private Builder() {}

      private Builder(Builder other) {
        runId = other.runId;
        entity = other.entity;
        project = other.project;
        displayName = other.displayName;
        notes = other.notes;
        runGroup = other.runGroup;
        jobType = other.jobType;
        sweepId = other.sweepId;
        host = other.host;
        tags = new ArrayList<>(other.tags);
        config = other.config;
        startTime = other.startTime;
      }

      public Builder setRunId(String value) { runId = value; return this; }
      public Builder setEntity(String value) { entity = value; return this; }
      public Builder setProject(String value) { project = value; return this; }
      public Builder setDisplayName(String value) { displayName = value; return this; }
      public Builder setNotes(String value) { notes = value; return this; }
      public Builder setRunGroup(String value) { runGroup = value; return this; }
      public Builder setJobType(String value) { jobType = value; return this; }
      public Builder setSweepId(String value) { sweepId = value; return this; }
      public Builder setHost(String value) { host = value; return this; }
      public Builder addTags(String value) { tags.add(value); return this; }
      public Builder addAllTags(Iterable<String> values) { values.forEach(tags::add); return this; }
      public Builder clearTags() { tags.clear(); return this; }
      public Builder setConfig(ConfigRecord value) { config = value; return this; }
      public Builder setStartTime(Timestamp value) { startTime = value; return this; }
      public RunData build() { return new RunData(new Builder(this)); } //only A A2 B
      public RunRecord build() { return new RunRecord(new Builder(this)); } //only C D E F DOCS
    }
  }
}
