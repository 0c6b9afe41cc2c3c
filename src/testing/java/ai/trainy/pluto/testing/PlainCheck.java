package ai.trainy.pluto.testing;

import java.util.List;
import java.util.Map;

/** What a value must be so that it can cross the port (the protocol, sections 6 and 20). */
final class PlainCheck {
  private PlainCheck() {}

  /** What is wrong with {@code value}, or null. */
  static String fault(Object value) {
    if (value == null || value instanceof Boolean || value instanceof Long) {
      return null;
    }
    if (value instanceof Double) {
      return Double.isFinite((Double) value) ? null : "JSON cannot write " + value;
    }
    if (value instanceof String) {
      return faultOfText((String) value);
    }
    if (value instanceof List) {
      return ((List<?>) value)
          .stream().map(PlainCheck::fault).filter(f -> f != null).findFirst().orElse(null);
    }
    if (value instanceof Map) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        String fault = entry.getKey() instanceof String ? fault(entry.getKey()) : "key is no text";
        fault = fault == null ? fault(entry.getValue()) : fault;
        if (fault != null) {
          return fault;
        }
      }
      return null;
    }
    return "not a plain type: " + value.getClass().getName();
  }

  static String faultOfText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "U+0000 in a text";
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return "a lone surrogate in a text";
      }
    }
    return null;
  }
}
