package com.wandb.client;

import java.util.ArrayList;
import java.util.List;
import org.json.JSONObject;

// The official client's public methods. A line that ends in "//only" and names belongs to these
// shapes alone; every other line to all. The bodies are the tests' own.
public class WandbRun {
  public Throwable failure;
  public Object lastResult;
  private final Builder builder;
  private int step;

  private WandbRun(Builder builder) {
    this.builder = builder;
  }

  public WandbServer.LogResult log(JSONObject json) { return log(json, ++step); } //only A A2 B
  public WandbServer.LogResult log(JSONObject json, int step) { return keep(new WandbServer.LogResult(), take(json, step)); } //only A A2 B
  public WandbServer.HistoryResult log(JSONObject json) { return log(json, ++step); } //only C D E F DOCS
  public WandbServer.HistoryResult log(JSONObject json, int step) { return keep(new WandbServer.HistoryResult(), take(json, step)); } //only C D E F DOCS
  public WandbServer.HistoryResult log(int step, JSONObject json) { return keep(new WandbServer.HistoryResult(), take(json, step)); } //only DOCS

  private int take(JSONObject json, int step) {
    int before = json.length();
    json.put("_step", step);
    WandbRun.<RuntimeException>failWith(failure);
    return before;
  }

  private <T> T keep(T result, int size) {
    lastResult = result;
    return result;
  }

  public WandbServer.RunData data() { return new WandbServer.RunData(); } //only A A2 B
  public WandbServer.RunRecord data() { return new WandbServer.RunRecord(); } //only C D E F DOCS
  public void printRunInfo() {} //only C D E F

  public void done() { done(0); } //only A A2 B C D
  public void done(int exitCode) { end(exitCode); } //only A A2 B C D
  public void done() { finish(0); } //only DOCS
  public void finish() { finish(0); } //only E F
  public void finish(int exitCode) { end(exitCode); } //only E F DOCS

  private void end(int exitCode) {
    String host = builder.host;
    if (exitCode == 99) {
      host.length();
    }
    WandbRun.<RuntimeException>failWith(failure);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void failWith(Throwable failure) throws T {
    if (failure != null) {
      throw (T) failure;
    }
  }

  public static class Builder {
    public Throwable failure;
    private String host;
    private String project = "";
    private final List<String> tags = new ArrayList<>();

    public Builder withName(String name) { return this; }
    public Builder withConfig(JSONObject config) { config.length(); return this; }
    public Builder withProject(String project) { this.project = project.trim(); return this; }
    public Builder withNotes(String notes) { return this; }
    public Builder setJobType(String jobType) { return this; }
    public Builder withRunGroup(String group) { return this; }
    public Builder withGroup(String group) { return this; } //only DOCS
    public Builder setSweepId(String sweepId) { return this; }
    public Builder setHost(String host) { this.host = host; return this; }
    public Builder addTag(String tag) { tags.add(tag); return this; } //only A A2 B C
    public Builder setTags(List<String> tags) { this.tags.addAll(tags); return this; } //only D E F DOCS
    public Builder clearTags() { tags.clear(); return this; }
    public Builder onAddress(String address) { return this; }
    public Builder onPort(int port) { return this; }

    public WandbRun build() throws java.io.IOException {
      WandbRun.<RuntimeException>failWith(failure);
      return new WandbRun(this);
    }
  }
}
