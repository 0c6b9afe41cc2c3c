package ai.trainy.pluto.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.json.JSONObject;

/** What the wandb side received, from the file that its stand-in keeps. */
final class WandbRecord {
  private final Path file;

  WandbRecord(Path file) {
    this.file = file;
  }

  /** The run as wandb was told of it. */
  JSONObject run() throws IOException {
    return lines("run").findFirst().orElseThrow();
  }

  /** Every number by name and step. */
  Map<String, Map<Long, Double>> numbers() throws IOException {
    Map<String, Map<Long, Double>> numbers = new LinkedHashMap<>();
    lines("history")
        .map(line -> line.getJSONObject("items"))
        .forEach(
            items ->
                items.keySet().stream()
                    .filter(name -> !name.startsWith("_"))
                    .forEach(
                        name ->
                            numbers
                                .computeIfAbsent(name, absent -> new TreeMap<>())
                                .put(items.getLong("_step"), items.getDouble(name))));
    return numbers;
  }

  private Stream<JSONObject> lines(String kind) throws IOException {
    return Files.readAllLines(file).stream()
        .map(JSONObject::new)
        .filter(line -> line.getString("kind").equals(kind));
  }
}
