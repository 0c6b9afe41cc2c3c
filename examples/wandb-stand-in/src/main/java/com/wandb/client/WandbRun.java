package com.wandb.client;

import com.wandb.grpc.WandbServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONObject;

/**
 * One run, logged through a {@code wandb grpc-server} process of its own. Made by {@link Builder};
 * the caller ends it with {@link #finish()}, once. While it is open, {@code System.out} goes
 * through the run. Calls block until the server has answered and throw gRPC's
 * StatusRuntimeException if it cannot.
 */
public class WandbRun {

  private final ServerProcess server;
  private final WandbServer.RunRecord record;
  private final ConsoleOutput console;
  private final AtomicInteger lastStep = new AtomicInteger();

  private WandbRun(Builder builder) throws IOException, InterruptedException {
    server = ServerProcess.start(builder.address, builder.port);
    try {
      record = server.openRun(builder.runBuilder.build());
    } catch (RuntimeException e) {
      server.kill();
      throw e;
    }
    console = ConsoleOutput.install();
  }

  /** Logs a row at the next step of the run's own count, which starts at 1. */
  public WandbServer.HistoryResult log(JSONObject row) {
    return log(row, lastStep.incrementAndGet());
  }

  /** Logs a row at {@code step}, leaves the run's own count alone and sets {@code _step} in row. */
  public WandbServer.HistoryResult log(JSONObject row, int step) {
    row.put("_step", step);
    return server.log(JsonItems.history(row));
  }

  /** The run as the server knows it, with the id, name and project it chose where none was set. */
  public WandbServer.RunRecord data() {
    return record;
  }

  public void printRunInfo() {
    System.out.printf("Run:      %s (%s)%n", record.getDisplayName(), record.getRunId());
    System.out.printf("Project:  %s/%s%n", record.getEntity(), record.getProject());
    System.out.printf(
        "Page:     %s/%s/%s/runs/%s%n",
        record.getHost(), record.getEntity(), record.getProject(), record.getRunId());
  }

  /** Finishes the run as a success. */
  public void finish() {
    finish(0);
  }

  /** Puts {@code System.out} back, reports the exit code and waits for the server to end. */
  public void finish(int exitCode) {
    console.uninstall();
    server.closeRun(exitCode);
  }

  /** Collects what a run starts with. May build more than once: each build is a run of its own. */
  public static class Builder {

    private final WandbServer.RunRecord.Builder runBuilder = WandbServer.RunRecord.newBuilder();
    private String address = "localhost";
    private Integer port;

    public Builder withName(String name) {
      runBuilder.setDisplayName(name);
      return this;
    }

    /** Replaces the config of an earlier call; reads {@code config} at once. */
    public Builder withConfig(JSONObject config) {
      runBuilder.setConfig(JsonItems.config(config));
      return this;
    }

    public Builder withProject(String project) {
      runBuilder.setProject(project);
      return this;
    }

    public Builder withNotes(String notes) {
      runBuilder.setNotes(notes);
      return this;
    }

    public Builder setJobType(String jobType) {
      runBuilder.setJobType(jobType);
      return this;
    }

    public Builder withRunGroup(String runGroup) {
      runBuilder.setRunGroup(runGroup);
      return this;
    }

    public Builder setSweepId(String sweepId) {
      runBuilder.setSweepId(sweepId);
      return this;
    }

    public Builder setHost(String host) {
      runBuilder.setHost(host);
      return this;
    }

    /** Adds {@code tags} to those already there, its name notwithstanding. */
    public Builder setTags(List<String> tags) {
      runBuilder.addAllTags(tags);
      return this;
    }

    public Builder clearTags() {
      runBuilder.clearTags();
      return this;
    }

    /** Where the server is reached; {@code localhost} unless set. */
    public Builder onAddress(String address) {
      this.address = address;
      return this;
    }

    /** The port the server is told to listen on; unless set it is told none and takes 50051. */
    public Builder onPort(int port) {
      this.port = port;
      return this;
    }

    /**
     * Starts the server and opens the run; blocks until the server answers.
     *
     * @throws IOException if there is no {@code wandb} command on the PATH, or it ended early, or
     *     it could not be reached in time
     */
    public WandbRun build() throws IOException, InterruptedException {
      return new WandbRun(this);
    }
  }
}
