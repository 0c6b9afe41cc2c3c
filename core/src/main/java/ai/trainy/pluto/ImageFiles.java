package ai.trainy.pluto;

import ai.trainy.pluto.journal.Content;
import ai.trainy.pluto.media.Pixels;
import ai.trainy.pluto.media.Png;
import ai.trainy.pluto.messages.Reason;
import ai.trainy.pluto.route.FileName;
import ai.trainy.pluto.route.NotPlainException;
import ai.trainy.pluto.route.PlainValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The boxes of an image as annotations, and its masks as separate files that the annotations refer
 * to (the protocol, section 9.5). Invalid parts are reported and skipped.
 */
final class ImageFiles {
  private static final String LABELS = "class_labels";

  private final Map<String, Object> annotations = new LinkedHashMap<>();
  private final Map<String, Content> masks = new LinkedHashMap<>();
  private final Consumer<String> faults;

  /**
   * @param faults receives each fault, to follow "NAME has"
   */
  ImageFiles(Image image, Consumer<String> faults) {
    this.faults = faults;
    Map<String, Object> boxes = new LinkedHashMap<>();
    each("boxes", image.boxes(), (name, value) -> addBoxes(boxes, name, value));
    Map<String, Object> names = new LinkedHashMap<>();
    each("masks", image.masks(), (name, value) -> addMask(names, name, value));
    if (!boxes.isEmpty()) {
      annotations.put("boxes", boxes);
    }
    if (!names.isEmpty()) {
      annotations.put("masks", names);
    }
  }

  /** Iterates over a map of the program, whose keys may be of any type. */
  private void each(String what, Map<?, ?> byName, BiConsumer<String, Object> add) {
    try {
      byName.forEach((name, value) -> add.accept(PlainValue.text(String.valueOf(name)), value));
    } catch (RuntimeException e) {
      faults.accept(what + " that cannot be read (" + e.getClass().getName() + ")");
    }
  }

  /** Returns the annotations as plain values; empty if there are none. */
  Map<String, Object> annotations() {
    return annotations;
  }

  /** Returns the masks by file name. */
  Map<String, Content> masks() {
    return masks;
  }

  private void addBoxes(Map<String, Object> boxes, String name, Object value) {
    try {
      Object plain = PlainValue.of(value);
      if (plain instanceof Map && ((Map<?, ?>) plain).get("box_data") instanceof List) {
        boxes.put(name, plain);
      } else {
        faults.accept("boxes '" + name + "' without a list box_data");
      }
    } catch (NotPlainException e) {
      faults.accept("boxes '" + name + "' with " + e.getMessage());
    }
  }

  private void addMask(Map<String, Object> names, String name, Object value) {
    try {
      Map<?, ?> mask = value instanceof Map ? (Map<?, ?>) value : Map.of();
      Content content = content(mask);
      if (content.size() == 0) {
        throw new IOException("it is empty");
      }
      String fileName = FileName.unique("mask.png");
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("fileName", fileName);
      if (mask.get(LABELS) != null) {
        entry.put(LABELS, PlainValue.of(mask.get(LABELS)));
      }
      names.put(name, entry);
      masks.put(fileName, content);
    } catch (NotPlainException | IllegalArgumentException e) {
      faults.accept("a mask '" + name + "' that is " + e.getMessage());
    } catch (IOException e) {
      faults.accept("a mask '" + name + "' that cannot be read (" + Reason.of(e) + ")");
    } catch (RuntimeException e) {
      faults.accept("a mask '" + name + "' that cannot be read (" + e.getClass().getName() + ")");
    }
  }

  private static Content content(Map<?, ?> mask) {
    Object path = mask.get("path");
    if (path != null) {
      return new FileContent(Path.of(path.toString()));
    }
    Object ids = mask.get("mask_data");
    if (ids == null) {
      throw new IllegalArgumentException("without mask_data or path");
    }
    Pixels pixels = Pixels.ofMask(ids instanceof List ? rows((List<?>) ids) : ids);
    return new GeneratedContent(
        3L * pixels.width() * pixels.height(), out -> Png.write(pixels, out));
  }

  /** Converts ids in lists of lists, as in rows read from JSON. */
  private static int[][] rows(List<?> lists) {
    return lists.stream()
        .map(row -> row instanceof List ? ids((List<?>) row) : (int[]) row)
        .toArray(int[][]::new);
  }

  private static int[] ids(List<?> row) {
    return row.stream().mapToInt(id -> ((Number) id).intValue()).toArray();
  }
}
