package ai.trainy.pluto.route;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values as config keeps them: null, Boolean, Long, Double, String, List and Map with text keys.
 *
 * <p>A {@link ValueCopy}: the program may change its own object at once. It fits the server:
 * numbers that JSON cannot write become text, and texts lose what the server cannot store (U+0000
 * and lone surrogates; the protocol, section 20).
 */
public final class PlainValue {
  private PlainValue() {}

  /**
   * A copy of {@code value} in plain types; the value itself if it is such a copy.
   *
   * @throws NotPlainException if it, or anything in it, is no plain value, or if it is too large
   */
  public static @Nullable Object of(@Nullable Object value) {
    return ValueCopy.isPlain(value) && !(value instanceof String)
        ? value
        : ValueCopy.forConfig(value);
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
        if (text.length() <= ValueCopy.MAX_CHARACTERS) {
          return text;
        }
      }
    } catch (Throwable e) {
      // Then what it is must do.
    }
    return "(" + why.getMessage() + ")";
  }

  /** Long or Double if JSON can write it, else its text. */
  static Object number(Number number) {
    if (number instanceof Long || (number instanceof Double && Double.isFinite((Double) number))) {
      return number;
    }
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
