package ai.trainy.pluto.route;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as config keeps them: null, Boolean, Long, Double, String, List and Map with text keys.
 *
 * <p>What is made is a copy: the program may change its own object at once. It fits the server:
 * numbers that JSON cannot write become text, and texts lose what the server cannot store (U+0000
 * and lone surrogates; the protocol, section 20).
 */
public final class PlainValue {
  private int elements;
  private long characters;

  private PlainValue() {}

  /**
   * A copy of {@code value} in plain types.
   *
   * @throws NotPlainException if it, or anything in it, is no plain value, or if it is too large
   */
  public static @Nullable Object of(@Nullable Object value) throws NotPlainException {
    return new PlainValue().guarded(value, 0);
  }

  /** The program's own classes are asked what they hold, and may fail at that. */
  private @Nullable Object guarded(@Nullable Object value, int depth) throws NotPlainException {
    try {
      return of(value, depth);
    } catch (NotPlainException e) {
      throw e;
    } catch (Throwable e) {
      throw NotPlainException.bad(
          "a "
              + (value == null ? "null" : value.getClass().getName())
              + " that cannot be read ("
              + e.getClass().getName()
              + ")");
    }
  }

  /** A copy of a map in which everything that is not plain became its own text. */
  public static Map<String, Object> ofConfig(Map<?, ?> config) {
    Map<String, Object> plain = new LinkedHashMap<>();
    config.forEach((key, value) -> plain.put(String.valueOf(orText(key)), orText(value)));
    return plain;
  }

  /** A copy of {@code value} in plain types, or its text if it is none. */
  public static @Nullable Object orText(@Nullable Object value) {
    try {
      return of(value);
    } catch (NotPlainException e) {
      return asText(value, e);
    }
  }

  /** What is too large, or fails at being read, would as a text as well. */
  private static Object asText(@Nullable Object value, NotPlainException why) {
    try {
      if (why.isUnknownType()) {
        String text = text(String.valueOf(value));
        if (text.length() <= ValueLimits.MAX_CHARACTERS) {
          return text;
        }
      }
    } catch (Throwable e) {
      // Then what it is must do.
    }
    return "(" + why.getMessage() + ")";
  }

  private @Nullable Object of(@Nullable Object value, int depth) throws NotPlainException {
    if (depth > ValueLimits.MAX_DEPTH) {
      throw NotPlainException.bad("nested more than " + ValueLimits.MAX_DEPTH + " deep");
    }
    if (++elements > ValueLimits.MAX_ELEMENTS) {
      throw NotPlainException.bad("a value of more than " + ValueLimits.MAX_ELEMENTS + " elements");
    }
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Number) {
      return number((Number) value);
    }
    if (value instanceof CharSequence) {
      return bounded((CharSequence) value);
    }
    if (value instanceof Character) {
      return bounded(value.toString());
    }
    if (value instanceof Map) {
      return map((Map<?, ?>) value, depth);
    }
    // Not any Iterable: some can be read only once, or never end.
    if (value instanceof Collection) {
      List<Object> list = new ArrayList<>();
      for (Object element : (Collection<?>) value) {
        list.add(of(element, depth + 1));
      }
      return list;
    }
    if (value.getClass().isArray()) {
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        list.add(of(Array.get(value, i), depth + 1));
      }
      return list;
    }
    if (Wrapped.is(value)) {
      return of(Wrapped.content(value), depth + 1);
    }
    if (SimpleText.is(value)) {
      return bounded(SimpleText.of(value));
    }
    throw NotPlainException.unknownType(value);
  }

  /** Asked for its length first: a text that is too long is not copied. */
  private String bounded(CharSequence value) throws NotPlainException {
    characters += value.length();
    if (characters > ValueLimits.MAX_CHARACTERS) {
      throw NotPlainException.bad("a text of " + value.length() + " characters");
    }
    return text(value.toString());
  }

  private Map<String, Object> map(Map<?, ?> map, int depth) throws NotPlainException {
    Map<String, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      copy.put(bounded(String.valueOf(entry.getKey())), of(entry.getValue(), depth + 1));
    }
    return copy;
  }

  private static Object number(Number number) {
    if (number instanceof BigInteger) {
      BigInteger big = (BigInteger) number;
      return big.bitLength() < Long.SIZE ? (Object) big.longValue() : big.toString();
    }
    if (number instanceof BigDecimal || number instanceof Double || number instanceof Float) {
      double value = asDouble(number);
      return Double.isFinite(value) ? (Object) value : number.toString();
    }
    return isWhole(number) ? (Object) number.longValue() : number(number.doubleValue());
  }

  /** The number as people read it: 0.1f is 0.1, and not the double nearest to that float. */
  public static double asDouble(Number number) {
    return number instanceof Float ? Double.parseDouble(number.toString()) : number.doubleValue();
  }

  private static boolean isWhole(Number number) {
    return number.longValue() == number.doubleValue();
  }

  /** A text without what the server cannot store. */
  public static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return cleaned(text);
      }
    }
    return text;
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0)
        .forEach(c -> clean.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return clean.toString();
  }
}
