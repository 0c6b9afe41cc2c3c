package ai.trainy.pluto.endtoend;

import com.example.wandb.RunReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.json.JSONArray;
import org.json.JSONObject;

/** What the full client kept of a run on its side, in the terms of what Pluto should have. */
final class Kept {
  private final RunReader run;

  Kept(RunReader run) {
    this.run = run;
  }

  JSONObject info() {
    return run.info();
  }

  List<JSONObject> alerts() {
    return run.alerts();
  }

  /** Numbers, as {@code name@step=value}. */
  List<String> numbers() {
    List<String> numbers = new ArrayList<>();
    forEach(
        (name, step, value) -> {
          if (value instanceof Number || isNotFinite(value)) {
            numbers.add(name + "@" + step + "=" + Double.parseDouble(value.toString()));
          }
        });
    return numbers;
  }

  private static boolean isNotFinite(Object value) {
    return value.equals("NaN") || value.equals("Infinity") || value.equals("-Infinity");
  }

  /** The last value of everything that is neither a number nor media, as JSON has it. */
  Map<String, Object> others() {
    Map<String, Object> others = new LinkedHashMap<>();
    forEach(
        (name, step, value) -> {
          if (!(value instanceof Number) && !isNotFinite(value) && media(value).isEmpty()) {
            others.put(name, value);
          }
        });
    return others;
  }

  /** Files, as {@code name@step[index] caption: content}. */
  List<String> files() {
    List<String> files = new ArrayList<>();
    forEach(
        (name, step, value) -> {
          int index = 0;
          for (JSONObject each : media(value)) {
            String type = each.getString("_type");
            if (type.matches("(image|audio|video)-file")) {
              byte[] content = read(each);
              files.add(
                  name
                      + "@"
                      + step
                      + "["
                      + index++
                      + "] "
                      + each.optString("caption", "-")
                      + ": "
                      + content(content));
            }
          }
        });
    return files;
  }

  /** What a file shows: an image's pixels, whoever packed them; anything else byte by byte. */
  static String content(byte[] bytes) {
    try {
      var image = ImageIO.read(new ByteArrayInputStream(bytes));
      if (image == null) {
        return java.util.Arrays.hashCode(bytes) + " of " + bytes.length;
      }
      int[] pixels =
          image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
      return image.getWidth() + "x" + image.getHeight() + " " + java.util.Arrays.hashCode(pixels);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Histograms, as {@code name@step [counts] [first edge, last edge]}. */
  List<String> histograms() {
    List<String> histograms = new ArrayList<>();
    forEach(
        (name, step, value) -> {
          for (JSONObject each : media(value)) {
            if (each.getString("_type").equals("histogram")) {
              JSONArray edges = each.getJSONArray("bins");
              histograms.add(
                  name
                      + "@"
                      + step
                      + " "
                      + each.getJSONArray("values")
                      + " "
                      + edges.getDouble(0)
                      + " "
                      + edges.getDouble(edges.length() - 1));
            }
          }
        });
    return histograms;
  }

  /** A table by its name: columns and rows. */
  JSONObject table(String wanted) {
    List<JSONObject> tables = new ArrayList<>();
    forEach(
        (name, step, value) -> {
          if (name.equals(wanted)) {
            tables.add(
                new JSONObject(new String(read(media(value).get(0)), StandardCharsets.UTF_8)));
          }
        });
    return tables.get(0);
  }

  private byte[] read(JSONObject media) {
    try {
      return Files.readAllBytes(run.files().get(media.getString("path")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Value {
    void take(String name, long step, Object value);
  }

  private void forEach(Value taker) {
    for (JSONObject row : run.rows()) {
      for (String name : row.keySet()) {
        if (!name.startsWith("_")) {
          taker.take(name, row.getLong("_step"), row.get(name));
        }
      }
    }
  }

  private static List<JSONObject> media(Object value) {
    List<JSONObject> media = new ArrayList<>();
    if (value instanceof JSONObject && ((JSONObject) value).has("_type")) {
      media.add((JSONObject) value);
    } else if (value instanceof JSONArray) {
      ((JSONArray) value).forEach(each -> media.addAll(media(each)));
    }
    return media;
  }
}
