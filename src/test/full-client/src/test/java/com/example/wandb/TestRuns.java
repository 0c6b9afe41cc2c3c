package com.example.wandb;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Opens runs in a folder with a clock, an environment and a chance of the test's own. */
final class TestRuns {

  static final Instant NOW = Instant.parse("2026-11-25T03:23:38.500Z");

  final Map<String, String> environment = new HashMap<>();
  final OpenRuns open = new OpenRuns();
  private final Path dir;
  private final Random random = new Random(1);
  private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  TestRuns(Path dir) {
    this.dir = dir;
  }

  Run open() {
    return open(InitOptions.builder());
  }

  /** In the folder, whatever the options say. */
  Run open(InitOptions.Builder options) {
    return openElsewhere(options.dir(dir));
  }

  Run openElsewhere(InitOptions.Builder options) {
    return new RunOpener(environment, clock, random, open).open(options.build());
  }

  void sleep(long seconds) {
    clock = Clock.fixed(clock.instant().plusSeconds(seconds), ZoneOffset.UTC);
  }
}
