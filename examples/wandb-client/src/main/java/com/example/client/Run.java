package com.example.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;

/**
 * A run, kept in its folder. Any thread may call; a row is in the file when {@code log} returns.
 * After the run is finished, {@code log} throws IllegalStateException.
 */
public final class Run implements AutoCloseable {
  private final InitOptions options;
  private final Path directory;
  private final Path history;
  private long step;
  private boolean finished;

  Run(InitOptions options, Path parent) {
    this.options = options;
    directory = parent.toAbsolutePath().resolve("wandb").resolve("offline-run-" + options.id());
    history = directory.resolve("history.jsonl");
    try {
      Files.createDirectories(directory);
      step = Files.exists(history) ? nextStep(Files.readAllLines(history)) : 0;
      describe("running", null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long nextStep(List<String> rows) {
    return rows.isEmpty() ? 0 : new JSONObject(rows.get(rows.size() - 1)).getLong("_step") + 1;
  }

  /** Logs a row at {@link #step()}, which goes on to the next. */
  public synchronized void log(Map<String, ?> row) {
    log(row, step);
    step++;
  }

  /**
   * Logs a row at a step, which {@link #step()} then is.
   *
   * @throws IllegalArgumentException if the run is at a later step
   */
  public synchronized void log(Map<String, ?> row, long step) {
    if (finished) {
      throw new IllegalStateException("run " + id() + " is finished");
    }
    if (step < this.step) {
      throw new IllegalArgumentException("step " + step + " after step " + this.step);
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("_step", step);
    try {
      for (Map.Entry<String, ?> entry : row.entrySet()) {
        line.put(entry.getKey(), json(entry.getValue(), entry.getKey() + "_" + step));
      }
      Files.writeString(
          history,
          new JSONObject(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.step = step;
  }

  /** What a value is in JSON; an image goes to a file of this name. */
  private Object json(Object value, String name) throws IOException {
    if (value instanceof Image) {
      return ((Image) value).keep(directory, name);
    }
    if (value instanceof Histogram) {
      return ((Histogram) value).json();
    }
    if (value instanceof Table) {
      return ((Table) value).json();
    }
    if (value instanceof Collection) {
      List<Object> elements = new ArrayList<>();
      for (Object element : (Collection<?>) value) {
        elements.add(json(element, name + "_" + elements.size()));
      }
      return elements;
    }
    boolean isNumber = value instanceof Double || value instanceof Float;
    // JSON has neither NaN nor infinity; wandb writes their names.
    return isNumber && !Double.isFinite(((Number) value).doubleValue()) ? value.toString() : value;
  }

  /** The step that the next {@link #log(Map)} will use. */
  public synchronized long step() {
    return step;
  }

  /** Finishes the run with exit code 0. */
  public void finish() {
    finish(0);
  }

  /** Finishes the run; does nothing if it is finished. */
  public synchronized void finish(int exitCode) {
    if (!finished) {
      finished = true;
      describe("finished", exitCode);
    }
  }

  @Override
  public void close() {
    finish();
  }

  private void describe(String state, Integer exitCode) {
    JSONObject run =
        new JSONObject()
            .put("id", id())
            .put("project", project())
            .put("name", name())
            .put("config", config())
            .put("state", state)
            .put("exitCode", exitCode);
    try {
      Files.writeString(directory.resolve("run.json"), run.toString(2));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String id() {
    return options.id();
  }

  public String project() {
    return options.project();
  }

  public String name() {
    return options.name();
  }

  public Map<String, Object> config() {
    return options.config();
  }

  /** The run's own folder. */
  public Path dir() {
    return directory;
  }
}
