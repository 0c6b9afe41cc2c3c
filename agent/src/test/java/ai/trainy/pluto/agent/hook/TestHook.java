package ai.trainy.pluto.agent.hook;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.ByteBuddyAgent;

/** The hook of the JVM that runs the tests: it can be defined only once, so they share it. */
public final class TestHook {
  static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();

  private static final Hook HOOK = Hook.define(INSTRUMENTATION).orElseThrow();

  private TestHook() {}

  /** The hook; whoever plugs something in takes it out again. */
  public static Hook get() {
    return HOOK;
  }
}
