package ai.trainy.pluto.agent.end;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;

/**
 * What the JDK runs, in order, when the JVM ends: the array in {@code java.lang.Shutdown}. Its
 * second entry starts the shutdown hooks of the program and returns when the last one is done. That
 * entry is replaced by one that does the same and reports it; no class is changed for that.
 */
final class ShutdownSequence {
  /** As {@code Shutdown} documents it. */
  static final int PROGRAMS_HOOKS = 1;

  private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(Runnable[].class);

  private final Runnable[] entries;
  private final Messages messages;

  ShutdownSequence(Runnable[] entries, Messages messages) {
    this.entries = entries;
    this.messages = messages;
  }

  /**
   * The one of this JVM.
   *
   * @throws ReflectiveOperationException if this JDK has none in this form
   */
  static Runnable[] ofThisJvm() throws ReflectiveOperationException {
    // Makes the entry, as the first shutdown hook would.
    Class.forName("java.lang.ApplicationShutdownHooks", true, null);
    Field entries = Class.forName("java.lang.Shutdown", true, null).getDeclaredField("hooks");
    // Needs java.lang to be open to us: the hook of woven code has seen to that.
    entries.setAccessible(true);
    return (Runnable[]) entries.get(null);
  }

  /** Reports when the program's hooks start and when the last one is done. */
  void reportTo(ProgramEnd end) {
    Runnable hooks = entries[PROGRAMS_HOOKS];
    if (hooks == null) {
      throw new IllegalStateException("the JDK has no entry for the program's hooks");
    }
    // Compared, so that the entry of another tool that does the same at this moment is not lost.
    if (!ENTRY.compareAndSet(entries, PROGRAMS_HOOKS, hooks, reporting(hooks, end))) {
      throw new IllegalStateException("the entry for the program's hooks was replaced meanwhile");
    }
  }

  private Runnable reporting(Runnable hooks, ProgramEnd end) {
    return () -> {
      end.hooksStart();
      try {
        hooks.run();
      } finally {
        hooksDone(end);
      }
    };
  }

  private void hooksDone(ProgramEnd end) {
    try {
      end.hooksDone();
    } catch (Throwable e) {
      messages.log(AgentMessage.HOOKS_END_FAILED, e);
    }
  }
}
