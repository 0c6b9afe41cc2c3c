package ai.trainy.pluto.agent.weave;

import ai.trainy.pluto.agent.binding.ClassBinding;
import ai.trainy.pluto.agent.binding.ClientBinding;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.messages.Messages;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts advice into the methods of the JDK through which every end of a program goes, and all that
 * it prints. Costs nothing until it is run, when the first run starts. It is run on the program's
 * thread: on another one it would lose the race against a program that ends at once, and the run's
 * status with it.
 */
public final class JdkWeaving implements Runnable {
  private final List<ClientBinding> bindings;
  private final Weaver weaver;
  private final Instrumentation instrumentation;
  private final Messages messages;

  /**
   * @param bindings the classes and methods, bound as a client's are
   * @param weaver knows these bindings
   */
  public JdkWeaving(
      List<ClientBinding> bindings,
      Weaver weaver,
      Instrumentation instrumentation,
      Messages messages) {
    this.bindings = bindings;
    this.weaver = weaver;
    this.instrumentation = instrumentation;
    this.messages = messages;
  }

  @Override
  public void run() {
    instrumentation.addTransformer(weaver, true);
    try {
      List<Class<?>> classes = new ArrayList<>();
      for (ClientBinding binding : bindings) {
        for (ClassBinding bound : binding.classes()) {
          classes.add(Class.forName(bound.name(), false, null));
        }
      }
      instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
    } catch (ClassNotFoundException
        | UnmodifiableClassException
        | RuntimeException
        | LinkageError e) {
      // Then a run's status is what finish says, and "completed" where nothing says anything.
      messages.log(AgentMessage.JDK_NOT_WOVEN, e);
    } finally {
      instrumentation.removeTransformer(weaver);
    }
  }
}
