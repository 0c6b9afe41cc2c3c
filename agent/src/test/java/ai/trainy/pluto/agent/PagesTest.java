package ai.trainy.pluto.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What pages say of the code is there: classes, and tests with their methods. */
class PagesTest {
  private static final Path ROOT = Path.of("..");

  /** {@code Journal} or {@code Journal.append}, in backquotes. */
  private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]\\w+)(?:\\.(\\w+))?`");

  /** {@code JournalTest.aName}, or the name alone, which then is of the class before it. */
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))?(?:\\.(\\w+))?`");

  private static final Pattern THREAD = Pattern.compile("\"(pluto-[a-z-]*[a-z])\"");

  private static final Map<String, Path> SOURCES = new HashMap<>();

  @BeforeAll
  static void findSources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> SOURCES.put(file.getFileName().toString().replace(".java", ""), file));
    }
  }

  @Test
  void theClassesOfTheArchitectureAreThere() throws IOException {
    List<String> missing = new ArrayList<>();
    Matcher named = CLASS.matcher(page("architecture.md"));
    int count = 0;
    for (; named.find(); count++) {
      noteMissing(named.group(1), named.group(2), missing);
    }

    assertThat(missing).isEmpty();
    assertThat(count).isGreaterThan(20);
  }

  @Test
  void theThreadsOfAProgramAreInTheTable() throws IOException {
    String page = page("how-it-works.md");
    Set<String> names = new TreeSet<>();
    for (Path source : SOURCES.values()) {
      if (source.toString().matches(".*/(core|transport|agent)/src/main/.*")) {
        Matcher name = THREAD.matcher(Files.readString(source));
        while (name.find()) {
          names.add(name.group(1));
        }
      }
    }
    // Of the command line, and the first part of directories' names.
    names.removeAll(Set.of("pluto-sign-in", "pluto-show", "pluto-wandb-agent"));

    assertThat(names)
        .hasSizeGreaterThan(15)
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  @Test
  void theTestsOfDurabilityAreThere() throws IOException {
    List<String> missing = new ArrayList<>();
    int count = 0;
    for (String line : page("durability.md").lines().collect(Collectors.toList())) {
      String test = null;
      for (Matcher named = TEST.matcher(line); named.find(); count++) {
        test = named.group(1) == null ? test : named.group(1);
        if (test != null) {
          noteMissing(test, named.group(2), missing);
        }
      }
    }

    assertThat(missing).isEmpty();
    assertThat(count).isGreaterThan(50);
  }

  private static void noteMissing(String type, String method, List<String> missing)
      throws IOException {
    Path source = SOURCES.get(type);
    boolean there =
        source != null
            && (method == null || Files.readString(source).matches("(?s).*\\b" + method + "\\(.*"));
    if (!there) {
      missing.add(method == null ? type : type + "." + method);
    }
  }

  private static String page(String name) throws IOException {
    return Files.readString(ROOT.resolve("docs").resolve(name));
  }
}
