package com.wandb.client;

import java.util.List;
import org.json.JSONObject;

/**
 * A client that does nothing, in the official client's shape: what a call costs under the agent is
 * then the agent's.
 */
public class WandbRun {
  private int steps;

  WandbRun() {}

  /** At the next step. */
  public void log(JSONObject row) {
    log(row, ++steps);
  }

  /** Nothing. */
  public void log(JSONObject row, int step) {}

  /** What the run started with. */
  public Data data() {
    return new Data();
  }

  /** Nothing. */
  public void finish(int exitCode) {}

  /** A run's record. */
  public static class Data {
    public String getRunId() {
      return "bench" + Long.toString(System.nanoTime(), 36);
    }

    public String getProject() {
      return "benchmark";
    }

    public String getDisplayName() {
      return "benchmark";
    }

    public String getNotes() {
      return "";
    }

    public String getRunGroup() {
      return "";
    }

    public String getJobType() {
      return "";
    }

    public List<String> getTagsList() {
      return List.of();
    }
  }

  /** Makes runs. */
  public static class Builder {
    public Builder withProject(String project) {
      return this;
    }

    public Builder withName(String name) {
      return this;
    }

    public Builder withNotes(String notes) {
      return this;
    }

    public Builder withConfig(JSONObject config) {
      return this;
    }

    public Builder withRunGroup(String group) {
      return this;
    }

    public Builder setJobType(String jobType) {
      return this;
    }

    public Builder clearTags() {
      return this;
    }

    public WandbRun build() {
      return new WandbRun();
    }
  }
}
