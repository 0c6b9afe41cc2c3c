package com.example.wandb;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Options from wandb's environment variables. */
final class EnvironmentOptions {

  private EnvironmentOptions() {}

  static InitOptions of(Map<String, String> environment) {
    String tags = environment.getOrDefault("WANDB_TAGS", "");
    String dir = environment.getOrDefault("WANDB_DIR", "");
    return InitOptions.builder()
        .project(environment.get("WANDB_PROJECT"))
        .entity(environment.get("WANDB_ENTITY"))
        .name(environment.get("WANDB_NAME"))
        .notes(environment.get("WANDB_NOTES"))
        .tags(separated(tags))
        .group(environment.get("WANDB_RUN_GROUP"))
        .jobType(environment.get("WANDB_JOB_TYPE"))
        .id(environment.get("WANDB_RUN_ID"))
        .dir(dir.isEmpty() ? null : Path.of(dir))
        .build();
  }

  private static List<String> separated(String tags) {
    return Arrays.stream(tags.split(",", -1))
        .map(String::trim)
        .filter(tag -> !tag.isEmpty())
        .collect(Collectors.toUnmodifiableList());
  }
}
