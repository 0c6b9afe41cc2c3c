package com.example.wandb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;

/** Keeps versions of artifacts: the files in a folder for each, the rest in the manifest. */
final class ArtifactFiles {

  static final String MANIFEST = "manifest.json";

  private final RunDirectory directory;

  ArtifactFiles(RunDirectory directory) {
    this.directory = directory;
  }

  void keep(Artifact artifact) {
    Path folder = directory.artifact(artifact.name());
    List<Object> versions = before(folder.resolve(MANIFEST), artifact);
    try {
      Path files = folder.resolve("v" + versions.size());
      Files.createDirectories(folder);
      versions.add(Map.of("contents", contents(artifact, files)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("name", artifact.name());
    manifest.put("type", artifact.type());
    manifest.put("versions", versions);
    // The last thing written: a version that failed half way was never there.
    JsonText.replace(folder.resolve(MANIFEST), manifest);
  }

  private static List<Object> before(Path manifest, Artifact artifact) {
    if (!Files.exists(manifest)) {
      return new ArrayList<>();
    }
    JSONObject before = JsonText.read(manifest);
    if (!before.getString("type").equals(artifact.type())) {
      throw new IllegalArgumentException(
          "artifact "
              + artifact.name()
              + " is of type "
              + before.getString("type")
              + " in this run, not "
              + artifact.type());
    }
    return new ArrayList<>(before.getJSONArray("versions").toList());
  }

  private static Map<String, Object> contents(Artifact artifact, Path files) throws IOException {
    Map<String, Object> contents = new LinkedHashMap<>();
    for (Artifact.Entry entry : artifact.entries()) {
      Map<String, Object> content = new LinkedHashMap<>();
      if (entry.file() == null) {
        content.put("ref", entry.reference());
      } else {
        Path copy = files.resolve(entry.path());
        Files.createDirectories(copy.getParent());
        content.put("sha256", Sha256.copy(Files.newInputStream(entry.file()), copy));
        content.put("size", Files.size(copy));
      }
      contents.put(entry.path(), content);
    }
    return contents;
  }
}
