package ai.trainy.pluto.agent.start;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What the launcher of this JVM was given on its command line. Asked of the system: {@code
 * RuntimeMXBean} would start JMX, and has the options of the environment among the others.
 */
final class LaunchArguments {
  private static final String AGENT = "-javaagent:";

  /** Behind it, a name that begins with {@code @} is no file's. */
  private static final String NO_FILES = "--disable-@files";

  /** Options whose value is the next argument. */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--limit-modules",
          "--add-reads",
          "--add-exports",
          "--add-opens",
          "--patch-module",
          "--enable-native-access",
          "--source");

  private LaunchArguments() {}

  /** The arguments behind the launcher's name; empty where the system does not tell them. */
  static List<String> ofThisJvm() {
    // Not ProcessHandle first: it cuts long command lines.
    try (FileInputStream file = new FileInputStream("/proc/self/cmdline")) {
      List<String> line =
          Arrays.asList(new String(file.readAllBytes(), Charset.defaultCharset()).split("\0"));
      return line.subList(1, line.size());
    } catch (IOException | IllegalArgumentException noProcFileSystem) {
      return ProcessHandle.current().info().arguments().map(Arrays::asList).orElse(List.of());
    }
  }

  /**
   * Whether an agent's jar is among the JVM's own options, which end where the program begins. The
   * launcher has read those in argument files; the system knows their names alone.
   */
  static boolean haveAgent(List<String> arguments, Path jar) {
    Search search = new Search(jar);
    boolean filesAreRead = true;
    for (String argument : arguments) {
      if (search.isOver()) {
        break;
      }
      if (filesAreRead && argument.startsWith("@") && !argument.startsWith("@@")) {
        inFile(argument.substring(1)).forEach(search::next);
      } else {
        search.next(argument);
      }
      filesAreRead &= !argument.equals(NO_FILES);
    }
    return search.found;
  }

  private static List<String> inFile(String file) {
    try {
      return ArgumentFile.read(file);
    } catch (IOException goneMeanwhile) {
      return List.of();
    }
  }

  /** One argument after the other. */
  private static final class Search {
    private final Path jar;
    private boolean valueFollows;
    private boolean found;
    private boolean programBegan;

    Search(Path jar) {
      this.jar = jar;
    }

    boolean isOver() {
      return found || programBegan;
    }

    void next(String argument) {
      if (isOver()) {
        return;
      }
      if (valueFollows) {
        valueFollows = false;
        return;
      }
      found = argument.startsWith(AGENT) && isJar(argument.substring(AGENT.length()), jar);
      programBegan = isProgram(argument);
      valueFollows = WITH_VALUE.contains(argument);
    }
  }

  private static boolean isProgram(String argument) {
    return argument.equals("-jar")
        || argument.equals("-m")
        || argument.equals("--module")
        || !argument.startsWith("-");
  }

  private static boolean isJar(String value, Path jar) {
    try {
      return Files.isSameFile(Path.of(value.split("=", 2)[0]), jar);
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }
}
