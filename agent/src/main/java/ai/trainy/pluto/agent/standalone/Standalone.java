package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.tee.RunAction;
import ai.trainy.pluto.agent.tee.RunActions;
import ai.trainy.pluto.agent.tee.Tee;
import ai.trainy.pluto.messages.Messages;
import ai.trainy.pluto.settings.Settings;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Makes the handlers of clients whose own code is left out: they do in Pluto what calls would do in
 * wandb, and answer in the client's stead. Calls of builders, and the end of the JVM, are the tee's
 * as usual.
 */
public final class Standalone {
  private final Tee tee;
  private final Settings settings;
  private final Messages messages;
  private final RunActions actions;
  private final RunRegistry runs;

  /**
   * @param tee what would do the work beside a client
   * @param requiredRun whether the program may run without Pluto
   */
  public Standalone(Tee tee, RequiredRunCheck requiredRun, Settings settings, Messages messages) {
    this.tee = tee;
    this.settings = settings;
    this.messages = messages;
    this.actions = new RunActions(tee.values(), messages);
    this.runs = new RunRegistry(tee.opener(), settings, requiredRun, messages);
  }

  /** What handles the calls of a method. */
  public BiFunction<Object, Object, Object> handler(BoundMethod method) {
    if (method.isKept()) {
      return new ClientInitHandler(method.line(), tee, runs, messages);
    }
    if (!method.isAnswered()) {
      return tee.handler(method);
    }
    switch (method.line().role()) {
      case CURRENT:
        return new CurrentHandler(method, runs, messages);
      case INIT:
        return new OpeningHandler(method, tee, runs, messages);
      default:
        return new StandaloneHandler(method, action(method), runs, tee.opener().missed(), messages);
    }
  }

  private StandaloneAction action(BoundMethod method) {
    MethodBinding line = method.line();
    switch (line.role()) {
      case SKIP:
        return StandaloneAction.of(RunSummary.of(method));
      case FINISH:
        return finish(actions.of(line));
      case LOG:
        return new StandaloneLog(
            line, tee.values(), new ResumeWarnings(settings, messages), messages);
      case TAGS:
      case ADD_TAGS:
        return tags(line);
      default:
        RunAction action = actions.of(line);
        return (run, receiver, arguments, type) -> {
          run.run().ifPresent(pluto -> action.carryOver(pluto, receiver, arguments));
          return null;
        };
    }
  }

  private StandaloneAction finish(RunAction finish) {
    ResumeWarnings resumeWarnings = new ResumeWarnings(settings, messages);
    return (run, receiver, arguments, type) -> {
      run.run()
          .ifPresent(
              pluto -> {
                finish.carryOver(pluto, receiver, arguments);
                pluto.awaitEnd();
              });
      resumeWarnings.over(run);
      runs.over(run);
      return null;
    };
  }

  private StandaloneAction tags(MethodBinding line) {
    RunActions.TagsInput tags = actions.tags(line);
    boolean assigned = line.role() == Role.TAGS;
    return (run, receiver, arguments, type) -> {
      List<String> given = tags.read(receiver, arguments);
      if (given == null) {
        return null;
      }
      if (assigned) {
        run.setTags(given);
        run.run().ifPresent(pluto -> pluto.setTags(given));
      } else {
        run.addTags(given);
        run.run().ifPresent(pluto -> pluto.addTags(given));
      }
      return null;
    };
  }
}
