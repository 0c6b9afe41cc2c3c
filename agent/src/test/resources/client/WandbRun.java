package com.wandb.client;

import java.util.List;
import org.json.JSONObject;

// The official client's public methods. A line that ends in "//only" and names belongs to these
// shapes alone; every other line to all. The bodies are the tests' own.
public class WandbRun {
  public Throwable failure;
  public Object lastResult;
  private final Builder builder;
  private final WandbServer.RunData run; //only A A2 B
  private final WandbServer.RunRecord run; //only C D E F DOCS
  private int step;

  private WandbRun(Builder builder) {
    this.builder = builder;
    // With what wandb adds to what the builder has.
    this.run =
        builder.runBuilder.build().toBuilder()
            .setRunId("k3v9q1zt")
            .setEntity("lab")
            .setStartTime(
                WandbServer.Timestamp.newBuilder()
                    .setSeconds(System.currentTimeMillis() / 1000)
                    .build())
            .build();
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

  public WandbServer.RunData data() { return run; } //only A A2 B
  public WandbServer.RunRecord data() { return run; } //only C D E F DOCS
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
    private final WandbServer.RunData.Builder runBuilder = WandbServer.RunData.newBuilder(); //only A A2 B
    private final WandbServer.RunRecord.Builder runBuilder = WandbServer.RunRecord.newBuilder(); //only C D E F DOCS
    private String host;

    public Builder withName(String name) { runBuilder.setDisplayName(name); return this; }
    public Builder withConfig(JSONObject config) { config.length(); runBuilder.setConfig(record(config)); return this; }
    public Builder withProject(String project) { runBuilder.setProject(project.trim()); return this; }
    public Builder withNotes(String notes) { runBuilder.setNotes(notes); return this; }
    public Builder setJobType(String type) { runBuilder.setJobType(type); return this; }
    public Builder withRunGroup(String group) { runBuilder.setRunGroup(group); return this; }
    public Builder withGroup(String group) { runBuilder.setRunGroup(group); return this; } //only DOCS
    public Builder setSweepId(String sweepId) { runBuilder.setSweepId(sweepId); return this; }
    public Builder setHost(String host) { this.host = host; runBuilder.setHost(host); return this; }
    public Builder addTag(String tag) { runBuilder.addTags(tag); return this; } //only A A2 B C
    public Builder setTags(List<String> tags) { runBuilder.addAllTags(tags); return this; } //only D E F DOCS
    public Builder clearTags() { runBuilder.clearTags(); return this; }
    public Builder onAddress(String address) { return this; }
    public Builder onPort(int port) { return this; }

    private static WandbServer.ConfigRecord record(JSONObject config) {
      WandbServer.ConfigRecord record = new WandbServer.ConfigRecord();
      for (String key : config.keySet()) {
        record.addUpdate(key, JSONObject.valueToString(config.get(key)));
      }
      return record;
    }

    public WandbRun build() throws java.io.IOException {
      WandbRun.<RuntimeException>failWith(failure);
      return new WandbRun(this);
    }
  }
}
