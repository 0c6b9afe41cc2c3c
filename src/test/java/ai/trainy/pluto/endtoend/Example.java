package ai.trainy.pluto.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fenced block of a documentation page. */
final class Example {
  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  private static final Pattern FENCED = Pattern.compile("(?ms)^```\\w*\\n(.*?)^```$");

  private final String name;
  private final String text;

  private Example(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /** Returns the blocks of all pages, in order. */
  static List<Example> all() {
    List<Example> all = new ArrayList<>();
    for (Path page : pages()) {
      Map<String, Integer> before = new HashMap<>();
      for (Matcher block = FENCED.matcher(read(page)); block.find(); ) {
        String name = page.getFileName() + ": " + block.group(1).strip().lines().findFirst().get();
        int count = before.merge(name, 1, Integer::sum);
        all.add(new Example(count == 1 ? name : name + " (" + count + ")", block.group(1)));
      }
    }
    return all;
  }

  /** Returns the text of the block with this name. */
  static String text(String name) {
    return all().stream()
        .filter(example -> example.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no page has a block '" + name + "'"))
        .text;
  }

  /** Returns the pages in the root and below {@code docs}. */
  static List<Path> pages() {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the page and the first line, with a number if the line is not the page's first such.
   */
  String name() {
    return name;
  }

  String text() {
    return text;
  }

  @Override
  public String toString() {
    return name;
  }
}
