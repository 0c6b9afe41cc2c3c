package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.messages.Messages;
import java.util.function.BiFunction;

/**
 * Makes the handlers of a client's methods, which do in Pluto what the calls do in wandb, and holds
 * what these share: the runs that are open beside the client's.
 */
public final class Tee {
  private final RunOpener opener;
  private final ForeignValues values;
  private final Messages messages;
  private final RunActions actions;

  private final Runs<Run> runs = new Runs<>();
  private final WeakIdentityMap<Boolean> inner = new WeakIdentityMap<>();
  private final Nesting nesting;

  /**
   * @param values reads what the program logs
   */
  public Tee(RunOpener opener, ForeignValues values, Messages messages) {
    this.opener = opener;
    this.values = values;
    this.messages = messages;
    this.actions = new RunActions(values, messages);
    this.nesting = new Nesting(messages);
  }

  /** What handles the calls of a method that does its own work. */
  public BiFunction<Object, Object, Object> handler(BoundMethod method) {
    MethodBinding line = method.line();
    switch (line.role()) {
      case BUILDER:
        return new BuilderHandler(new RunInputs(line, values, messages), opener, messages);
      case INIT:
        return new InitHandler(line, this, messages);
      case LOG:
        return new LogHandler(method, this, messages);
      case FINISH:
        return new FinishHandler(line, this, messages);
      default:
        return new RunHandler(method, actions.of(line), this, messages);
    }
  }

  /** Opens runs. */
  public RunOpener opener() {
    return opener;
  }

  /** Reads what the program logs. */
  public ForeignValues values() {
    return values;
  }

  Runs<Run> runs() {
    return runs;
  }

  /** Runs of the client that are parts of others: what is logged to them is logged to those. */
  WeakIdentityMap<Boolean> inner() {
    return inner;
  }

  Nesting nesting() {
    return nesting;
  }
}
