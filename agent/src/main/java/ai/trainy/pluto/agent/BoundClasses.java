package ai.trainy.pluto.agent;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes that the user has described in a file of bindings: of that file no more than the
 * lines that name them. What else it says is read when one of them comes, by the rest of the agent,
 * which most JVMs never load.
 */
final class BoundClasses {
  private static final String OPTION = "wandb.bindings";
  private static final String PROPERTY = "pluto." + OPTION;
  private static final String VARIABLE = "PLUTO_WANDB_BINDINGS";
  private static final String CLASS = "class";

  private BoundClasses() {}

  /**
   * Their names as class files spell them, those that a fat jar may have moved behind {@code *}/.
   * None where no file is named; null where one is and names none, or cannot be read.
   *
   * @param options the agent's
   */
  static String[] of(String options) {
    String file = file(options);
    if (file == null) {
      return new String[0];
    }
    try {
      List<String> names = names(text(file));
      return names.isEmpty() ? null : names.toArray(new String[0]);
    } catch (IOException e) {
      return null;
    }
  }

  private static String file(String options) {
    String file = options == null ? null : option(options);
    if (isBlank(file)) {
      file = System.getProperty(PROPERTY);
    }
    if (isBlank(file)) {
      file = System.getenv(VARIABLE);
    }
    return isBlank(file) ? null : file.trim();
  }

  /** Of several, the last. */
  private static String option(String options) {
    String file = null;
    for (String pair : options.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).trim().equals(OPTION)) {
        file = pair.substring(equals + 1);
      }
    }
    return file;
  }

  private static boolean isBlank(String text) {
    return text == null || text.trim().isEmpty();
  }

  private static String text(String file) throws IOException {
    try (InputStream in = new FileInputStream(file)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
      String text = new String(bytes.toByteArray(), StandardCharsets.UTF_8);
      // Editors of Windows begin a file with this mark.
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
  }

  private static List<String> names(String text) {
    List<String> names = new ArrayList<String>();
    for (String line : text.split("\n", -1)) {
      String content = line.trim();
      if (content.startsWith(CLASS)) {
        String name = content.substring(CLASS.length());
        if (!name.isEmpty() && Character.isWhitespace(name.charAt(0))) {
          names.add(name.trim().replace('.', '/'));
        }
      }
    }
    return names;
  }
}
