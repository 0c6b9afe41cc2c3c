package ai.trainy.pluto.agent;

import java.lang.instrument.Instrumentation;

/**
 * The entry of the agent.
 *
 * <p>It runs before the program, in JVMs that mostly have no wandb client at all. So what happens
 * here must not be noticed: no exception leaves it, no thread, file, log line or library comes of
 * it, and nothing of the JVM is initialised that the program might want to initialise otherwise. It
 * registers one transformer that compares class names, and returns.
 */
public final class PlutoAgent {
  /** Opened before a security manager comes that would forbid it. */
  private static final Stderr STDERR = Stderr.open();

  private PlutoAgent() {}

  /** Called by the JVM for {@code -javaagent:pluto-wandb-agent.jar=OPTIONS}. */
  public static void premain(String options, Instrumentation instrumentation) {
    start(options, instrumentation, false);
  }

  /** Called by the JVM when the agent is attached to a running program. */
  public static void agentmain(String options, Instrumentation instrumentation) {
    start(options, instrumentation, true);
  }

  private static void start(String options, Instrumentation instrumentation, boolean attached) {
    try {
      if (isTooOld()) {
        STDERR.say(tooOld() + " The program runs on without Pluto.");
        return;
      }
      if (isToolOfTheJdk()) {
        return;
      }
      ClientWatch watch = new ClientWatch(options, instrumentation);
      watch.checkOptions();
      instrumentation.addTransformer(watch, true);
      if (attached) {
        watch.retransformLoaded();
      } else {
        watch.explainUnusedBindings();
      }
    } catch (Throwable e) {
      // Of what leaves this method the JVM dies.
      notStarted(e);
    }
  }

  static boolean isTooOld() {
    String version = javaVersion();
    return version.startsWith("1.") || version.equals("9") || version.equals("10");
  }

  /** For people, where it is. */
  static String tooOld() {
    return "needs Java 11 or newer; this is Java " + javaVersion() + ".";
  }

  private static String javaVersion() {
    return System.getProperty("java.specification.version", "");
  }

  /**
   * javac, keytool, jcmd and their like never train; the launcher names the module they are in.
   * jshell is not one of them: with {@code --execution local} it runs the program itself.
   */
  private static boolean isToolOfTheJdk() {
    String module = System.getProperty("jdk.module.main", "");
    return (module.startsWith("jdk.") || module.startsWith("java."))
        && !module.equals("jdk.jshell");
  }

  /** Says why the agent did not start. Never throws. */
  static void notStarted(Throwable why) {
    try {
      STDERR.say("could not start (" + why + "). The program runs on without Pluto.");
    } catch (Throwable unsaid) {
      // The program is none the worse for it.
    }
  }
}
