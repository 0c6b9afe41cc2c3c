package ai.trainy.pluto.agent.cli.doctor;

import ai.trainy.pluto.agent.check.Check;
import ai.trainy.pluto.agent.check.Finding;
import ai.trainy.pluto.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What starts the agent, with which options, and how often? Of several copies, one logs. */
public final class StartCheck implements Check {
  private static final String SUBJECT = "Start";

  /** Variables whose options every JVM, or every launcher, takes: in the order of their agents. */
  private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");
  private static final Pattern AGENT = Pattern.compile("-javaagent:([^=]*pluto[^=]*)(?:=(.*))?");

  private final Path jar;

  /** As the user names them; null if not at all. */
  private final @Nullable String options;

  private final List<Agent> agents;

  private StartCheck(Path jar, @Nullable String options, List<Agent> agents) {
    this.jar = jar;
    this.options = options;
    this.agents = agents;
  }

  /** One that a variable brings along. */
  private static final class Agent {
    final String variable;
    final String jar;

    /** Null if there are none. */
    final @Nullable String options;

    Agent(String variable, String jar, @Nullable String options) {
      this.variable = variable;
      this.jar = jar;
      this.options = options;
    }
  }

  /**
   * Looks at the environment.
   *
   * @param jar the agent's, which starts programs if nothing else does
   * @param settings of the same environment
   * @param options those of the program's own agent; null if nobody has named any
   */
  public static StartCheck of(Path jar, Settings settings, @Nullable String options) {
    List<Agent> agents = new ArrayList<>();
    for (String variable : VARIABLES) {
      Matcher words = WORD.matcher(settings.foreign(variable).orElse(""));
      while (words.find()) {
        Matcher agent = AGENT.matcher(words.group().replaceAll("[\"']", ""));
        if (agent.matches()) {
          agents.add(new Agent(variable, agent.group(1), agent.group(2)));
        }
      }
    }
    return new StartCheck(jar, options, agents);
  }

  /** Returns the options that programs here have; null if none. They may hold a key. */
  public @Nullable String options() {
    return options != null || agents.isEmpty() ? options : agents.get(0).options;
  }

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(Finding.Level.NOTE, SUBJECT, start(), "", List.of()));
    if (agents.size() + (options == null ? 0 : 1) > 1) {
      String copies =
          agents.stream()
              .map(agent -> agent.jar + " of " + agent.variable)
              .collect(Collectors.joining(", "));
      findings.add(
          new Finding(
              Finding.Level.WARNING,
              SUBJECT,
              "the agent is started more than once ("
                  + copies
                  + (options == null ? "" : ", the option of your program")
                  + "): the first copy that is on and has a key logs, with its own options, and"
                  + " the others do nothing",
              "Start it once.",
              List.of()));
    }
    return findings;
  }

  private String start() {
    if (agents.isEmpty()) {
      return "by the option -javaagent:" + jar + " of your program";
    }
    Agent first = agents.get(0);
    return first.variable
        + " starts "
        + first.jar
        + (first.variable.equals(VARIABLES.get(0))
            ? " in every JVM here"
            : " in every program that is started with java");
  }
}
