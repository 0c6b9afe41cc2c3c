package com.example.wandb;

import java.util.Collection;
import java.util.Map;

/** Checks what is laid over an image, so that it fails where it is made and not when logged. */
final class Overlays {

  private Overlays() {}

  static Map<String, Object> boxes(Map<String, ?> boxes) {
    Map<String, Object> copy = DeepCopy.of(boxes);
    copy.forEach(
        (name, layer) -> {
          Object data = part(layer, "box_data");
          if (!(data instanceof Collection)
              || !((Collection<?>) data).stream().allMatch(Overlays::isBox)) {
            throw new IllegalArgumentException(
                "boxes " + name + " need box_data, a list of maps each with a position, a map");
          }
        });
    return copy;
  }

  static Map<String, Object> masks(Map<String, ?> masks) {
    Map<String, Object> copy = DeepCopy.of(masks);
    copy.forEach(
        (name, layer) -> {
          Object data = part(layer, "mask_data");
          if (!(data instanceof int[][])) {
            throw new IllegalArgumentException("mask " + name + " needs mask_data, an int[][]");
          }
          Pixels.ofClasses((int[][]) data);
        });
    return copy;
  }

  /** A part of a layer; null if there is none. */
  static Object part(Object layer, String key) {
    return layer instanceof Map ? ((Map<?, ?>) layer).get(key) : null;
  }

  private static boolean isBox(Object box) {
    return part(box, "position") instanceof Map;
  }
}
