package ai.trainy.pluto.agent.cli.text;

import java.util.List;
import java.util.Map;

/** Plain values as JSON text: maps with text keys, lists, texts, numbers, booleans, null. */
public final class JsonText {
  private JsonText() {}

  public static String of(Object value) {
    StringBuilder text = new StringBuilder();
    write(text, value, "\n");
    return text.toString();
  }

  private static void write(StringBuilder text, Object value, String newLine) {
    if (value instanceof Map) {
      String separator = "{" + newLine + "  ";
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        text.append(separator);
        quote(text, (String) entry.getKey());
        write(text.append(": "), entry.getValue(), newLine + "  ");
        separator = "," + newLine + "  ";
      }
      text.append(((Map<?, ?>) value).isEmpty() ? "{}" : newLine + "}");
    } else if (value instanceof List) {
      String separator = "[" + newLine + "  ";
      for (Object element : (List<?>) value) {
        write(text.append(separator), element, newLine + "  ");
        separator = "," + newLine + "  ";
      }
      text.append(((List<?>) value).isEmpty() ? "[]" : newLine + "]");
    } else if (value instanceof String) {
      quote(text, (String) value);
    } else {
      text.append(value);
    }
  }

  private static void quote(StringBuilder text, String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        // ASCII alone, so that no encoding of the terminal or a pipe can spoil it.
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
