package ai.trainy.pluto.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** A run's files, histograms, tables and texts by kind, name and step, as the page shows them. */
final class RunMedia {
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("png", "image"),
          Map.entry("jpg", "image"),
          Map.entry("jpeg", "image"),
          Map.entry("gif", "image"),
          Map.entry("webp", "image"),
          Map.entry("svg", "image"),
          Map.entry("mp4", "video"),
          Map.entry("webm", "video"),
          Map.entry("mov", "video"),
          Map.entry("avi", "video"),
          Map.entry("mp3", "audio"),
          Map.entry("wav", "audio"),
          Map.entry("ogg", "audio"),
          Map.entry("mask", "mask"),
          Map.entry("HISTOGRAM", "histogram"),
          Map.entry("TABLE", "table"));

  private final List<FileAnnouncement> files;
  private final List<DataRow> rows;
  private final StorageService storage;

  RunMedia(RunData data, StorageService storage) {
    this.files = data.files();
    this.rows = data.dataRows();
    this.storage = storage;
  }

  private static String kind(FileAnnouncement file) {
    return KINDS.getOrDefault(file.fileType, "file");
  }

  private static String kind(DataRow row) {
    return KINDS.getOrDefault(row.dataType().toUpperCase(Locale.ROOT), "text");
  }

  /** Kind and name of all there is, with the number of its steps. */
  ArrayNode names() {
    Map<String, Map<String, TreeSet<Long>>> names = new TreeMap<>();
    BiConsumer<String, Map.Entry<String, Long>> add =
        (kind, item) ->
            names
                .computeIfAbsent(kind, any -> new TreeMap<>())
                .computeIfAbsent(item.getKey(), any -> new TreeSet<>(Long::compareUnsigned))
                .add(item.getValue());
    files.forEach(file -> add.accept(kind(file), Map.entry(file.logName, file.step)));
    rows.forEach(row -> add.accept(kind(row), Map.entry(row.logName(), row.step())));
    ArrayNode all = Json.array();
    names.forEach(
        (kind, byName) ->
            byName.forEach(
                (name, steps) ->
                    all.addObject()
                        .put("kind", kind)
                        .put("name", name)
                        .put("steps", steps.size())
                        .put("last", Long.toUnsignedString(steps.last()))));
    return all;
  }

  /** The steps at which something was logged under this name, in order. */
  ArrayNode steps(String kind, String name) {
    TreeSet<Long> steps = new TreeSet<>(Long::compareUnsigned);
    files.stream()
        .filter(file -> kind(file).equals(kind) && file.logName.equals(name))
        .forEach(file -> steps.add(file.step));
    rows.stream()
        .filter(row -> kind(row).equals(kind) && row.logName().equals(name))
        .forEach(row -> steps.add(row.step()));
    ArrayNode all = Json.array();
    steps.forEach(step -> all.add(Long.toUnsignedString(step)));
    return all;
  }

  /** What was logged under this name at this step, masks of images among it. */
  ArrayNode at(String kind, String name, long step) {
    ArrayNode items = Json.array();
    for (int i = 0; i < files.size(); i++) {
      FileAnnouncement file = files.get(i);
      boolean wanted =
          kind(file).equals(kind) || (kind.equals("image") && kind(file).equals("mask"));
      if (wanted && file.logName.equals(name) && file.step == step) {
        items.add(describe(i));
      }
    }
    for (DataRow row : rows) {
      if (kind(row).equals(kind) && row.logName().equals(name) && row.step() == step) {
        items.addObject().put("data", row.data()).put("readable", row.isReadable());
      }
    }
    return items;
  }

  /** All files, in order of arrival. */
  ArrayNode files() {
    ArrayNode all = Json.array();
    for (int i = 0; i < files.size(); i++) {
      all.add(describe(i));
    }
    return all;
  }

  private ObjectNode describe(int position) {
    FileEntry file = storage.entry(files.get(position));
    return Json.object()
        .put("position", position)
        .put("kind", kind(files.get(position)))
        .put("logName", file.logName())
        .put("fileName", file.fileName())
        .put("fileType", file.fileType())
        .put("step", Long.toUnsignedString(file.step()))
        .put("sample", file.sampleIndex())
        .put("caption", file.caption().orElse(null))
        .put("annotations", file.annotations().orElse(null))
        .put("size", file.size())
        .put("kept", file.isKept());
  }
}
