package com.example.wandb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A run, kept in its directory. Any thread may call; each call has written what it was given when
 * it returns, or throws {@link java.io.UncheckedIOException}. After the run is finished, all but
 * the getters, {@code finish} and {@code close} throw IllegalStateException.
 */
public final class Run implements AutoCloseable {

  private final InitOptions options;
  private final RunDirectory directory;
  private final RunInfo info;
  private final Clock clock;
  private final OpenRuns open;
  private final JsonLines history;
  private final Set<String> tags;
  private long step;
  private boolean warnedOfStep;
  private boolean finished;

  Run(
      InitOptions options,
      RunDirectory directory,
      RunInfo info,
      long step,
      Clock clock,
      OpenRuns open) {
    this.options = options;
    this.directory = directory;
    this.info = info;
    this.step = step;
    this.clock = clock;
    this.open = open;
    tags = new LinkedHashSet<>(options.tags());
    JsonText.replace(directory.info(), info.json());
    history = JsonLines.append(directory.history());
  }

  /** Writes a row at {@link #step()}, which goes on to the next. */
  public synchronized void log(Map<String, ?> row) {
    write(row, step);
    step++;
  }

  /**
   * Writes a row at a step, which {@link #step()} then is. A row for an earlier step is dropped,
   * with a warning on stderr the first time.
   */
  public synchronized void log(Map<String, ?> row, long step) {
    requireOpen("log");
    if (step >= this.step) {
      write(row, step);
      this.step = step;
    } else if (!warnedOfStep) {
      warnedOfStep = true;
      System.err.println(
          "wandb: WARNING a row for step "
              + step
              + " was dropped: the run is at step "
              + this.step
              + " and steps cannot go back. Further ones are dropped without a word.");
    }
  }

  private void write(Map<String, ?> row, long step) {
    requireOpen("log");
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("_step", step);
    line.put("_timestamp", seconds());
    new JsonTree(new MediaFiles(directory, step)).of(row).forEach(line::putIfAbsent);
    history.add(line);
  }

  /** The step that the next {@link #log(Map)} will use. */
  public synchronized long step() {
    return step;
  }

  public synchronized List<String> tags() {
    return List.copyOf(tags);
  }

  /** Replaces all tags. */
  public synchronized void setTags(Collection<String> tags) {
    requireOpen("setTags");
    List<String> given = List.copyOf(tags);
    this.tags.clear();
    this.tags.addAll(given);
    writeTags();
  }

  public synchronized void addTags(String... tags) {
    requireOpen("addTags");
    this.tags.addAll(List.of(tags));
    writeTags();
  }

  private void writeTags() {
    info.tags(tags);
    JsonText.replace(directory.info(), info.json());
  }

  /** Keeps an alert of level INFO. */
  public void alert(String title, String text) {
    alert(title, text, AlertLevel.INFO);
  }

  public synchronized void alert(String title, String text, AlertLevel level) {
    requireOpen("alert");
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("title", Objects.requireNonNull(title, "title"));
    line.put("text", Objects.requireNonNull(text, "text"));
    line.put("level", level.name());
    line.put("_step", step);
    line.put("_timestamp", seconds());
    try (JsonLines alerts = JsonLines.append(directory.alerts())) {
      alerts.add(line);
    }
  }

  /**
   * Copies the regular files that a path or a glob like {@code out/*.txt} names into {@code
   * files/}, where relative ones keep their folders. Returns where they were found.
   */
  public synchronized List<Path> save(String glob) {
    requireOpen("save");
    return new SavedFiles(directory).save(glob);
  }

  /** Copies a file, whatever characters its name has, as {@link #save(String)} does. */
  public synchronized List<Path> save(Path file) {
    requireOpen("save");
    return new SavedFiles(directory).save(file);
  }

  /** Keeps the artifact, as it is now, as the next version of its name. */
  public synchronized Artifact logArtifact(Artifact artifact) {
    requireOpen("logArtifact");
    new ArtifactFiles(directory).keep(artifact);
    return artifact;
  }

  /** Keeps an artifact of one file, or of all in a folder. */
  public Artifact logArtifact(Path file, String name, String type) {
    Artifact artifact = new Artifact(name, type);
    return logArtifact(Files.isDirectory(file) ? artifact.addDir(file) : artifact.addFile(file));
  }

  /** Finishes the run with exit code 0. */
  public void finish() {
    finish(0);
  }

  /** Finishes the run; does nothing if it is finished. */
  public synchronized void finish(int exitCode) {
    if (finished) {
      return;
    }
    finished = true;
    open.remove(this);
    history.close();
    info.finished(exitCode, clock.instant());
    JsonText.replace(directory.info(), info.json());
  }

  @Override
  public void close() {
    finish();
  }

  public String id() {
    return options.id();
  }

  public String project() {
    return options.project();
  }

  /** Null unless given: nobody is signed in. */
  public String entity() {
    return options.entity();
  }

  public String name() {
    return options.name();
  }

  /** Null unless given. */
  public String notes() {
    return options.notes();
  }

  /** Null unless given. */
  public String group() {
    return options.group();
  }

  /** Null unless given. */
  public String jobType() {
    return options.jobType();
  }

  public Map<String, Object> config() {
    return options.config();
  }

  /** The run's own directory. */
  public Path dir() {
    return directory.path();
  }

  /** The {@code file:} URI of the directory. */
  public String url() {
    return directory.path().toUri().toString();
  }

  private double seconds() {
    return clock.millis() / 1000.0;
  }

  private void requireOpen(String call) {
    if (finished) {
      throw new IllegalStateException(call + " was called after run " + id() + " was finished");
    }
  }
}
