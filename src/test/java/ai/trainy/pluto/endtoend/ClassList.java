package ai.trainy.pluto.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Classes that may be initialized and classes that may not, each with the reason: a resource of the
 * tests with a line for each. {@code java/text/* # numbers} allows all whose names start so, {@code
 * -java/text/Bidi* # ...} takes some of them away again.
 */
final class ClassList {
  private final List<String> allowed = new ArrayList<>();
  private final List<String> denied = new ArrayList<>();

  ClassList(String resource) throws IOException {
    try (InputStream in = ClassList.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          add(line);
        }
      }
    }
  }

  private void add(String line) {
    String[] parts = line.split(" +# +", 2);
    if (parts.length < 2 || parts[1].isBlank()) {
      throw new IllegalArgumentException("no reason given: " + line);
    }
    for (String pattern : parts[0].trim().split(" +", -1)) {
      if (pattern.startsWith("-")) {
        denied.add(pattern.substring(1));
      } else {
        allowed.add(pattern);
      }
    }
  }

  boolean allows(String className) {
    return matches(allowed, className) && !matches(denied, className);
  }

  private static boolean matches(List<String> patterns, String className) {
    return patterns.stream()
        .anyMatch(
            pattern ->
                pattern.endsWith("*")
                    ? className.startsWith(pattern.substring(0, pattern.length() - 1))
                    : className.equals(pattern));
  }
}
