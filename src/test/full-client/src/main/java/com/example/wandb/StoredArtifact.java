package com.example.wandb;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.json.JSONObject;

/** One version of an artifact as a run's directory has it. */
public final class StoredArtifact {

  private final String name;
  private final String type;
  private final SortedMap<String, Path> files = new TreeMap<>();
  private final SortedMap<String, String> references = new TreeMap<>();

  StoredArtifact(Path folder, JSONObject manifest, int version) {
    name = manifest.getString("name");
    type = manifest.getString("type");
    JSONObject contents =
        manifest.getJSONArray("versions").getJSONObject(version).getJSONObject("contents");
    for (String path : contents.keySet()) {
      String reference = contents.getJSONObject(path).optString("ref");
      if (reference.isEmpty()) {
        files.put(path, folder.resolve("v" + version).resolve(path));
      } else {
        references.put(path, reference);
      }
    }
  }

  public String name() {
    return name;
  }

  public String type() {
    return type;
  }

  /** The copies of the files by their paths in the artifact. */
  public SortedMap<String, Path> files() {
    return Collections.unmodifiableSortedMap(files);
  }

  /** The URIs by their paths in the artifact. */
  public SortedMap<String, String> references() {
    return Collections.unmodifiableSortedMap(references);
  }
}
