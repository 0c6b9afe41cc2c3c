package com.example.wandb;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Copies of nested maps, collections and arrays that no later change of the original reaches. */
final class DeepCopy {

  private DeepCopy() {}

  /** An unmodifiable copy in the same order; unlike {@link Map#copyOf} it may hold nulls. */
  static <K> Map<K, Object> of(Map<? extends K, ?> map) {
    Map<K, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(key, ofValue(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object ofValue(Object value) {
    if (value instanceof Map) {
      return of((Map<?, ?>) value);
    }
    if (value instanceof Collection) {
      List<Object> copy = new ArrayList<>();
      ((Collection<?>) value).forEach(element -> copy.add(ofValue(element)));
      return Collections.unmodifiableList(copy);
    }
    if (value != null && value.getClass().isArray()) {
      return ofArray(value);
    }
    return value;
  }

  private static Object ofArray(Object array) {
    Class<?> type = array.getClass().getComponentType();
    int length = Array.getLength(array);
    Object copy = Array.newInstance(type, length);
    if (type.isPrimitive()) {
      System.arraycopy(array, 0, copy, 0, length);
      return copy;
    }
    for (int i = 0; i < length; i++) {
      Object element = Array.get(array, i);
      // Only arrays fit again into an array of whatever type this one is.
      boolean nested = element != null && element.getClass().isArray();
      Array.set(copy, i, nested ? ofArray(element) : element);
    }
    return copy;
  }
}
