package ai.trainy.pluto.endtoend.programs;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: what comes of it comes of any. */
public final class EmptyAgent {
  private EmptyAgent() {}

  public static void premain(String options, Instrumentation instrumentation) {}
}
