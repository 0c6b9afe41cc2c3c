package com.example.wandb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.json.JSONObject;

/** Reads a run's directory, as it is at each call; the run may still be open. */
public final class RunReader {

  private final RunDirectory directory;

  private RunReader(Path path) {
    directory = new RunDirectory(path);
  }

  /** Throws IllegalArgumentException if that is not the directory of a run. */
  public static RunReader of(Path runDir) {
    RunReader reader = new RunReader(runDir);
    if (!Files.exists(reader.directory.info())) {
      throw new IllegalArgumentException(runDir + " is not the directory of a run");
    }
    return reader;
  }

  /**
   * The run opened or resumed last of those below {@code dir}, which is what {@link
   * InitOptions#dir()} was. Throws NoSuchElementException if there is none.
   */
  public static RunReader latest(Path dir) {
    List<RunReader> all = all(dir);
    if (all.isEmpty()) {
      throw new NoSuchElementException("there is no run in " + dir);
    }
    return all.get(all.size() - 1);
  }

  /** All runs below {@code dir} in the order of their opening or last resuming. */
  public static List<RunReader> all(Path dir) {
    return new RunDirectories(dir)
        .all().stream()
            .map(RunReader::new)
            .sorted(Comparator.comparing(reader -> RunInfo.openedAt(reader.info())))
            .collect(Collectors.toUnmodifiableList());
  }

  public Path dir() {
    return directory.path();
  }

  /** What is known of the run: id, project, tags, config, state, exitCode, ... */
  public JSONObject info() {
    return JsonText.read(directory.info());
  }

  /** What was logged, a row for each call, with {@code _step} and {@code _timestamp}. */
  public List<JSONObject> rows() {
    return JsonLines.read(directory.history());
  }

  /** The alerts: title, text, level, {@code _step} and {@code _timestamp}. */
  public List<JSONObject> alerts() {
    return JsonLines.read(directory.alerts());
  }

  /** Media and saved files by their paths below {@code files/}, as rows name them. */
  public SortedMap<String, Path> files() {
    SortedMap<String, Path> files = new TreeMap<>();
    Path root = directory.files();
    if (Files.isDirectory(root)) {
      try (Stream<Path> below = Files.walk(root)) {
        below
            .filter(Files::isRegularFile)
            .forEach(file -> files.put(root.relativize(file).toString().replace('\\', '/'), file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /** The last version of an artifact. Throws NoSuchElementException if there is none. */
  public StoredArtifact artifact(String name) {
    List<StoredArtifact> versions = artifactVersions(name);
    if (versions.isEmpty()) {
      throw new NoSuchElementException("there is no artifact " + name + " in " + dir());
    }
    return versions.get(versions.size() - 1);
  }

  /** All versions of an artifact, the first one first. */
  public List<StoredArtifact> artifactVersions(String name) {
    Path folder = directory.artifact(name);
    Path file = folder.resolve(ArtifactFiles.MANIFEST);
    if (!Files.exists(file)) {
      return List.of();
    }
    JSONObject manifest = JsonText.read(file);
    return IntStream.range(0, manifest.getJSONArray("versions").length())
        .mapToObj(version -> new StoredArtifact(folder, manifest, version))
        .collect(Collectors.toUnmodifiableList());
  }
}
