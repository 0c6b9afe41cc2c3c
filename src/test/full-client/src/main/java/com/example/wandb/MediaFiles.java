package com.example.wandb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Describes the media of one row as wandb does, with what they hold in files of their own. */
final class MediaFiles implements JsonTree.Media {

  private final MediaStore store;

  MediaFiles(RunDirectory directory, long step) {
    store = new MediaStore(directory, step);
  }

  @Override
  public Object describe(Object value, String key, int index) {
    try {
      if (value instanceof Image) {
        return image((Image) value, key, index);
      } else if (value instanceof Audio) {
        return audio((Audio) value, key, index);
      } else if (value instanceof Video) {
        return video((Video) value, key, index);
      } else if (value instanceof Table) {
        return table((Table) value, key, index);
      } else if (value instanceof Html) {
        return html((Html) value, key, index);
      } else if (value instanceof Histogram) {
        return histogram((Histogram) value);
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object image(Image image, String key, int index) throws IOException {
    Map<String, Object> json =
        described("image-file", "images", key, index, image.format(), image.open());
    json.put("format", image.format());
    putCaption(json, image.caption());
    if (!image.boxes().isEmpty()) {
      json.put("boxes", boxes(image, key, index));
    }
    if (!image.masks().isEmpty()) {
      json.put("masks", masks(image, key, index));
    }
    return json;
  }

  private Object boxes(Image image, String key, int index) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Map.Entry<String, Object> layer : image.boxes().entrySet()) {
      Object content = new JsonTree(JsonTree.NO_MEDIA).of(layer.getValue(), layer.getKey(), 0);
      json.put(
          layer.getKey(),
          described(
              "boxes2D",
              "metadata/boxes2D",
              key + "_" + layer.getKey(),
              index,
              "boxes2D.json",
              new ByteArrayInputStream(JsonText.of(content))));
    }
    return json;
  }

  private Object masks(Image image, String key, int index) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    for (Map.Entry<String, Object> layer : image.masks().entrySet()) {
      int[][] classes = (int[][]) Overlays.part(layer.getValue(), "mask_data");
      Map<String, Object> mask =
          described(
              "mask",
              "images/mask",
              key + "_" + layer.getKey(),
              index,
              "mask.png",
              new ByteArrayInputStream(Pixels.png(Pixels.ofClasses(classes))));
      Object labels = Overlays.part(layer.getValue(), "class_labels");
      mask.put("class_labels", new JsonTree(JsonTree.NO_MEDIA).of(labels, key, 0));
      json.put(layer.getKey(), mask);
    }
    return json;
  }

  private Object audio(Audio audio, String key, int index) throws IOException {
    Map<String, Object> json =
        described("audio-file", "audio", key, index, audio.format(), audio.open());
    if (audio.sampleRate() > 0) {
      json.put("sample_rate", audio.sampleRate());
    }
    putCaption(json, audio.caption());
    return json;
  }

  private Object video(Video video, String key, int index) throws IOException {
    Map<String, Object> json =
        described("video-file", "videos", key, index, video.format(), video.open());
    putCaption(json, video.caption());
    return json;
  }

  private Object table(Table table, String key, int index) throws IOException {
    JsonTree cells = new JsonTree(this);
    List<Object> data = new ArrayList<>();
    int cell = 0;
    for (List<Object> row : table.rows()) {
      List<Object> line = new ArrayList<>();
      for (Object value : row) {
        line.add(cells.of(value, key, cell++));
      }
      data.add(line);
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("columns", table.columns());
    content.put("data", data);
    Map<String, Object> json =
        described(
            "table-file",
            "table",
            key,
            index,
            "table.json",
            new ByteArrayInputStream(JsonText.of(content)));
    json.put("ncols", table.columns().size());
    json.put("nrows", data.size());
    return json;
  }

  private Object html(Html html, String key, int index) throws IOException {
    byte[] bytes = html.html().getBytes(StandardCharsets.UTF_8);
    return described("html-file", "html", key, index, "html", new ByteArrayInputStream(bytes));
  }

  private static Object histogram(Histogram histogram) {
    JsonTree numbers = new JsonTree(JsonTree.NO_MEDIA);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("_type", "histogram");
    json.put("values", numbers.of(histogram.counts(), "values", 0));
    json.put("bins", numbers.of(histogram.edges(), "bins", 0));
    return json;
  }

  private Map<String, Object> described(
      String type, String folder, String key, int index, String extension, InputStream content)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("_type", type);
    json.putAll(store.keep(folder, key, index, extension, content));
    return json;
  }

  private static void putCaption(Map<String, Object> json, String caption) {
    if (caption != null) {
      json.put("caption", caption);
    }
  }
}
