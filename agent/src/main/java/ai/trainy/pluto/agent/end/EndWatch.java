package ai.trainy.pluto.agent.end;

import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.observe.ProgramEnd;
import java.lang.instrument.Instrumentation;

/**
 * Watches how the JVM ends, from when it is run: when the first run starts, on the program's
 * thread. On another one it would lose the race against a program that ends at once.
 */
public final class EndWatch implements Runnable {
  private final ProgramEnd end;
  private final Runnable weaving;
  private final Instrumentation instrumentation;
  private final Messages messages;

  /**
   * @param weaving puts advice into classes of the JDK; not run while the JVM records an archive
   */
  public EndWatch(
      ProgramEnd end, Runnable weaving, Instrumentation instrumentation, Messages messages) {
    this.end = end;
    this.weaving = weaving;
    this.instrumentation = instrumentation;
    this.messages = messages;
  }

  @Override
  public void run() {
    try {
      new ShutdownSequence(ShutdownSequence.ofThisJvm(), messages).reportTo(end);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Then the end of runs is waited for beside the program's shutdown hooks.
      messages.log(AgentMessage.HOOKS_END_UNSEEN, e);
    }
    if (ArchiveRecording.isOn(instrumentation)) {
      messages.log(AgentMessage.ARCHIVE_RECORDED);
    } else {
      weaving.run();
    }
  }
}
