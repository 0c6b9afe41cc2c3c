package com.example.wandb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;
import org.json.JSONStringer;
import org.json.JSONWriter;

/** The text of a {@link JsonTree}, in one line and with keys in their order. */
final class JsonText {

  private JsonText() {}

  static byte[] of(Object tree) {
    JSONWriter text = new JSONStringer();
    write(tree, text);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Replaces a file: whoever reads it sees it whole, as it was or as it is. */
  static void replace(Path file, Object tree) {
    Path next = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.write(next, of(tree));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JSONObject read(Path file) {
    try {
      return new JSONObject(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Object tree, JSONWriter text) {
    if (tree instanceof Map) {
      text.object();
      ((Map<?, ?>) tree)
          .forEach(
              (key, value) -> {
                text.key((String) key);
                write(value, text);
              });
      text.endObject();
    } else if (tree instanceof List) {
      text.array();
      ((List<?>) tree).forEach(value -> write(value, text));
      text.endArray();
    } else {
      text.value(tree);
    }
  }
}
