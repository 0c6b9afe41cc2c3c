package ai.trainy.pluto.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree of plain values in bytes: a tag, then
 *
 * <pre>
 *   N          null
 *   T  F       true, false
 *   L  8       integer
 *   D  8       IEEE 754 double
 *   S  4 n     text: length in bytes, UTF-8
 *   [  4 ...   list: count, then as many values
 *   {  4 ...   map: count, then as many pairs of text (4 n) and value
 * </pre>
 */
final class ValueCodec {
  /** Much deeper than what is written, which the stack of any thread can read. */
  private static final int MAX_DEPTH = 500;

  private ValueCodec() {}

  /** Any other kind of value than those above is an error of the caller. */
  static void write(RecordBuffer out, @Nullable Object value) {
    if (value == null) {
      out.putByte('N');
    } else if (value instanceof Boolean) {
      out.putByte((Boolean) value ? 'T' : 'F');
    } else if (value instanceof Double || value instanceof Float) {
      out.putByte('D').putDouble(((Number) value).doubleValue());
    } else if (value instanceof Long || value instanceof Integer) {
      out.putByte('L').putLong(((Number) value).longValue());
    } else if (value instanceof String) {
      out.putByte('S').putText((String) value);
    } else if (value instanceof List) {
      List<?> list = (List<?>) value;
      out.putByte('[').putInt(list.size());
      list.forEach(element -> write(out, element));
    } else if (value instanceof Map) {
      Map<?, ?> map = (Map<?, ?>) value;
      out.putByte('{').putInt(map.size());
      map.forEach(
          (key, element) -> {
            out.putText((String) key);
            write(out, element);
          });
    } else {
      throw new IllegalArgumentException("not a plain value: " + value.getClass().getName());
    }
  }

  static @Nullable Object read(ByteBuffer in) {
    return read(in, 0);
  }

  /** Damage must be an exception, and no error of the JVM: depth and lengths are looked at. */
  private static @Nullable Object read(ByteBuffer in, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested more than " + MAX_DEPTH + " deep");
    }
    byte tag = in.get();
    switch (tag) {
      case 'N':
        return null;
      case 'T':
        return true;
      case 'F':
        return false;
      case 'L':
        return in.getLong();
      case 'D':
        return in.getDouble();
      case 'S':
        return readText(in);
      case '[':
        return readList(in, depth);
      case '{':
        return readEntries(in, depth);
      default:
        throw new IllegalArgumentException("no such tag: " + tag);
    }
  }

  static Map<String, Object> readMap(ByteBuffer in) {
    byte tag = in.get();
    if (tag != '{') {
      throw new IllegalArgumentException("not a map: " + tag);
    }
    return readEntries(in, 0);
  }

  static List<Object> readList(ByteBuffer in) {
    byte tag = in.get();
    if (tag != '[') {
      throw new IllegalArgumentException("not a list: " + tag);
    }
    return readList(in, 0);
  }

  static String readText(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("no text has " + length + " bytes here");
    }
    byte[] utf8 = new byte[length];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static List<Object> readList(ByteBuffer in, int depth) {
    int size = in.getInt();
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(read(in, depth + 1));
    }
    return list;
  }

  private static Map<String, Object> readEntries(ByteBuffer in, int depth) {
    int size = in.getInt();
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(readText(in), read(in, depth + 1));
    }
    return map;
  }
}
