package com.example.wandb;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns values of any type into what JSON has: maps, lists, texts, numbers, booleans and null. */
final class JsonTree {

  /** Says how media are described in JSON. */
  interface Media {

    /**
     * The description, or null if the value is none of the media. {@code key} is the value's path
     * in the row, {@code index} its place in the list that it is in, else 0.
     */
    Object describe(Object value, String key, int index);
  }

  static final Media NO_MEDIA = (value, key, index) -> null;

  private final Media media;

  JsonTree(Media media) {
    this.media = media;
  }

  /** The keys in their order; throws IllegalArgumentException if one is null. */
  Map<String, Object> of(Map<String, ?> row) {
    Map<String, Object> tree = new LinkedHashMap<>();
    row.forEach(
        (key, value) -> {
          if (key == null) {
            throw new IllegalArgumentException("a key is null");
          }
          tree.put(key, of(value, key, 0));
        });
    return tree;
  }

  Object of(Object value, String key, int index) {
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number) {
      return number((Number) value);
    }
    if (value instanceof Map) {
      return map((Map<?, ?>) value, key);
    }
    // Not any Iterable: a Path is one, of its names.
    if (value instanceof Collection) {
      return list(((Collection<?>) value).toArray(), key);
    }
    if (value.getClass().isArray()) {
      return list(value, key);
    }
    Object described = media.describe(value, key, index);
    return described != null ? described : value.toString();
  }

  /** JSON has no words for what is not finite; wandb writes these. */
  private static Object number(Number number) {
    boolean binary = number instanceof Double || number instanceof Float;
    return binary && !Double.isFinite(number.doubleValue()) ? number.toString() : number;
  }

  private Map<String, Object> map(Map<?, ?> map, String path) {
    Map<String, Object> tree = new LinkedHashMap<>();
    map.forEach((key, value) -> tree.put(String.valueOf(key), of(value, path + "." + key, 0)));
    return tree;
  }

  private List<Object> list(Object array, String path) {
    List<Object> tree = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      tree.add(of(Array.get(array, i), path, i));
    }
    return tree;
  }
}
