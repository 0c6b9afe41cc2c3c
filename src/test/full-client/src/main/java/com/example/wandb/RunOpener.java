package com.example.wandb;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Random;
import org.json.JSONObject;

/** Completes what a caller left open and makes, or finds, the directory of the run. */
final class RunOpener {

  /** A subset of what wandb takes, which is a part of a file name everywhere. */
  private static final String ID = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";

  private final Map<String, String> environment;
  private final Clock clock;
  private final Random random;
  private final OpenRuns open;

  RunOpener(Map<String, String> environment, Clock clock, Random random, OpenRuns open) {
    this.environment = environment;
    this.clock = clock;
    this.random = random;
    this.open = open;
  }

  Run open(InitOptions given) {
    InitOptions asked = given.orElse(EnvironmentOptions.of(environment));
    InitOptions complete = asked.orElse(DefaultOptions.random(random));
    String id = complete.id();
    if (!id.matches(ID)) {
      throw new IllegalArgumentException(
          "a run's id has letters, digits, '_', '-' and '.', 128 at most: '" + id + "'");
    }
    Instant now = clock.instant();
    RunDirectories directories = new RunDirectories(complete.dir());
    Path existing = complete.resume() ? directories.newest(id) : null;
    Run run;
    if (existing == null) {
      long step = firstStep(complete);
      RunDirectory directory =
          new RunDirectory(directories.create(id, ZonedDateTime.ofInstant(now, clock.getZone())));
      run = new Run(complete, directory, new RunInfo(complete, now), step, clock, open);
    } else {
      run = resume(existing, asked, complete, now);
    }
    open.add(run);
    return run;
  }

  private Run resume(Path existing, InitOptions asked, InitOptions complete, Instant now) {
    RunReader reader = RunReader.of(existing);
    JSONObject before = reader.info();
    InitOptions resumed = asked.orElse(RunInfo.options(before)).orElse(complete);
    RunInfo info = new RunInfo(resumed, RunInfo.startedAt(before));
    info.resumed(now);
    long step =
        reader.rows().stream()
            .mapToLong(row -> row.getLong("_step") + 1)
            .max()
            .orElseGet(() -> firstStep(resumed));
    return new Run(resumed, new RunDirectory(existing), info, step, clock, open);
  }

  private static long firstStep(InitOptions options) {
    String fork = options.forkFrom();
    return fork == null ? 0 : Fork.parse(fork, options.id()).step() + 1;
  }
}
