package ai.trainy.pluto.endtoend;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;

/** The command line of the built jar, loaded once as {@code java -jar} loads it. */
final class CommandLineInProcess {
  private static final Method RUN = find();

  private CommandLineInProcess() {}

  private static Method find() {
    try {
      Method loader =
          Class.forName("ai.trainy.pluto.agent.AgentClassLoader").getDeclaredMethod("ofThisJar");
      loader.setAccessible(true);
      return ((ClassLoader) loader.invoke(null))
          .loadClass("ai.trainy.pluto.agent.cli.Main")
          .getMethod(
              "run",
              Map.class,
              Map.class,
              InputStream.class,
              PrintWriter.class,
              PrintWriter.class,
              String[].class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the agent's jar has no command line", e);
    }
  }

  /**
   * Runs a command to its end.
   *
   * @param properties system properties that differ from this JVM's
   */
  static Jvm.Ended run(
      Map<String, String> properties, Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    try {
      int exitCode =
          (int)
              RUN.invoke(
                  null,
                  properties,
                  environment,
                  InputStream.nullInputStream(),
                  new PrintWriter(out, true),
                  new PrintWriter(err, true),
                  arguments);
      return new Jvm.Ended(exitCode, out.toString(), err.toString());
    } catch (InvocationTargetException e) {
      throw new AssertionError(String.join(" ", arguments), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
