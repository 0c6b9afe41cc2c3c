package ai.trainy.pluto.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.trainy.pluto.agent.binding.Bindings;
import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What pages show can be pasted: commands, settings, bindings; and their links lead somewhere. */
class ExamplesOfPagesTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern COMMAND =
      Pattern.compile("java [^`\\n]*-jar pluto-wandb-agent\\.jar([^`|>&;\\n]*)");

  private static final Pattern VARIABLE = Pattern.compile("\\bPLUTO_[A-Z_]*[A-Z]\\b(?!_)");

  private static final Pattern BINDING = Pattern.compile("```\\n(class .*?)```", Pattern.DOTALL);

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]+))?\\)");

  /** Of the Python client, and named to say that they have no effect. */
  private static final Set<String> OF_OTHERS = Set.of("PLUTO_DISABLE_TELEMETRY", "PLUTO_ENV");

  @TempDir Path directory;

  @Test
  void commandsAreUnderstood() throws IOException {
    List<String> wrong = new ArrayList<>();
    int count = 0;
    for (Path page : pages()) {
      Matcher command = COMMAND.matcher(text(page));
      for (; command.find(); count++) {
        String line = command.group(1).replaceFirst("[)\"].*$", "").strip();
        if (!line.isEmpty() && !line.startsWith("COMMAND")) {
          try {
            commandLine().parseArgs(words(line));
          } catch (CommandLine.ParameterException e) {
            wrong.add(page.getFileName() + ": " + line + ": " + e.getMessage());
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(count).isGreaterThan(15);
  }

  private static CommandLine commandLine() {
    CommandLine line =
        new CommandLine(new Main(), new Invocation(Map.of(), Map.of(), System.in, null));
    CommonOptions.addTo(line);
    return line;
  }

  /** Without what quotes hold together. */
  private static String[] words(String line) {
    return line.replaceAll("'[^']*'", "quoted").split(" +");
  }

  @Test
  void settingsAreSettings() throws IOException {
    Set<String> known = new HashSet<>(OF_OTHERS);
    Invocation invocation = new Invocation(Map.of(), Map.of(), System.in, null);
    for (Setting setting : invocation.settings().all()) {
      known.add(setting.variable());
      known.addAll(setting.otherVariables());
    }
    Set<String> unknown = new HashSet<>();
    for (Path page : pages()) {
      // What it tells of may be no more.
      if (!page.endsWith("CHANGELOG.md")) {
        Matcher variable = VARIABLE.matcher(text(page));
        while (variable.find()) {
          if (!known.contains(variable.group())) {
            unknown.add(page.getFileName() + ": " + variable.group());
          }
        }
      }
    }

    assertThat(unknown).isEmpty();
  }

  @Test
  void bindingsLogSomething() throws IOException {
    int count = 0;
    Matcher block = BINDING.matcher(text(ROOT.resolve("docs/bindings.md")));
    for (; block.find(); count++) {
      Path file = Files.writeString(directory.resolve(count + ".binding"), block.group(1));
      assertThat(Bindings.read(file).clients())
          .as(block.group(1))
          .isNotEmpty()
          .allSatisfy(client -> assertThat(roles(client)).contains(Role.INIT, Role.LOG));
    }

    assertThat(count).isGreaterThan(1);
  }

  private static Set<Role> roles(ClientBinding client) {
    return client.classes().stream()
        .map(ClassBinding::methods)
        .flatMap(List::stream)
        .map(MethodBinding::role)
        .collect(Collectors.toSet());
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    Map<Path, Set<String>> anchors = new HashMap<>();
    int count = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(text(page));
      for (; link.find(); count++) {
        String path = link.group(1);
        if (path.contains(":") || path.startsWith("../blob/")) {
          continue;
        }
        Path target = path.isEmpty() ? page : page.getParent().resolve(path).normalize();
        if (!Files.exists(target)) {
          broken.add(page.getFileName() + ": " + path);
        } else if (link.group(2) != null) {
          if (!anchors.containsKey(target)) {
            anchors.put(target, anchors(target));
          }
          if (!anchors.get(target).contains(link.group(2))) {
            broken.add(page.getFileName() + ": " + path + "#" + link.group(2));
          }
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(count).isGreaterThan(100);
  }

  /** Those that GitHub makes of headings. */
  private static Set<String> anchors(Path page) throws IOException {
    return text(page)
        .lines()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String text(Path page) throws IOException {
    return Files.readString(page);
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : Arrays.asList("", "docs", "docs/decisions")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }
}
