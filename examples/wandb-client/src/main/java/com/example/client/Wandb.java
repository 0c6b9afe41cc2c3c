package com.example.client;

import java.nio.file.Path;

/** Opens runs. Any thread may call. */
public final class Wandb {
  private Wandb() {}

  /** Opens a run with a random id and name. */
  public static Run init(String project) {
    return init(InitOptions.of(project));
  }

  /**
   * Opens a run below {@code WANDB_DIR}, or the working directory. If it has a run with this id,
   * that goes on.
   *
   * @throws java.io.UncheckedIOException if its folder cannot be made or read
   */
  public static Run init(InitOptions options) {
    String directory = System.getenv("WANDB_DIR");
    return new Run(options, Path.of(directory == null ? "." : directory));
  }
}
