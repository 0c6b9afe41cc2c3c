package com.wandb.client;

// Stands for the messages generated from the client's protocol.
public class WandbServer {
  public static class LogResult {} //only A A2 B
  public static class RunData {} //only A A2 B
  public static class HistoryResult {} //only C D E F DOCS
  public static class RunRecord {} //only C D E F DOCS
}
