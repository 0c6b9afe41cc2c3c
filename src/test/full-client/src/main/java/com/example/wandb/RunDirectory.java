package com.example.wandb;

import java.nio.file.Path;

/** Where in a run's directory things are. */
final class RunDirectory {

  static final String INFO = "run.json";

  private final Path path;

  RunDirectory(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  Path path() {
    return path;
  }

  Path info() {
    return path.resolve(INFO);
  }

  Path history() {
    return path.resolve("history.jsonl");
  }

  Path alerts() {
    return path.resolve("alerts.jsonl");
  }

  Path files() {
    return path.resolve("files");
  }

  /** What is being written and has no name yet. */
  Path part() {
    return path.resolve("part.tmp");
  }

  Path artifact(String name) {
    return path.resolve("artifacts").resolve(name);
  }
}
