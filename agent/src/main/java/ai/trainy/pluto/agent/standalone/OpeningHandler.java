package ai.trainy.pluto.agent.standalone;

import ai.trainy.pluto.agent.binding.BoundMethod;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.message.AgentMessage;
import ai.trainy.pluto.agent.tee.CallInput;
import ai.trainy.pluto.agent.tee.RunInputs;
import ai.trainy.pluto.agent.tee.RunKey;
import ai.trainy.pluto.agent.tee.RunOpener;
import ai.trainy.pluto.agent.tee.RunRequest;
import ai.trainy.pluto.agent.tee.Tee;
import ai.trainy.pluto.messages.Messages;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens a run in the place of the client's init, and makes what stands for it. */
final class OpeningHandler extends AnsweringHandler {
  private final BoundMethod method;
  private final RunOpener opener;
  private final RunRegistry runs;
  private final Messages messages;
  private final RunInputs inputs;
  private final RunKey key;
  private final CallInput record;
  private final ReturnType returned;
  private final StubAnswers answers;

  OpeningHandler(BoundMethod method, Tee tee, RunRegistry runs, Messages messages) {
    super(messages);
    this.method = method;
    this.opener = tee.opener();
    this.runs = runs;
    this.messages = messages;
    this.inputs = new RunInputs(method.line(), tee.values(), messages);
    this.key = new RunKey(method.line());
    this.record = new CallInput(method.line(), Input.RECORD, messages);
    this.returned = new ReturnType(method);
    this.answers = new StubAnswers(method, messages);
  }

  /** What is returned is the run, unless the binding has another key for it. */
  @Override
  @Nullable Object answer(
      @Nullable Object receiver, Object[] arguments, Class<?> type, Object[] details)
      throws InvocationTargetException {
    RunRequest asked = opener.request(receiver, inputs.asked(receiver, arguments));
    RunRequest bound = inputs.answered(receiver, arguments, null);
    RunRecord sent = RunRecord.of(record.passed(receiver, arguments)).orElse(null);
    Class<?> declared = returned.in(type);
    if (method.line().returnsRun()) {
      Object bare = bareRun(declared, type);
      if (bare == null) {
        return null;
      }
      PublicFields.fill(bare, runs.open(bare, asked, bound, sent));
      return TypeConversion.of(bare, declared).orElse(null);
    }
    Object name = key.ofInit(receiver, arguments, null);
    StandaloneRun before = runs.get(name);
    if (before != null) {
      // Whatever is logged under this name belongs to the next one from now on.
      before.run().ifPresent(run -> run.end(0));
      runs.over(before);
    }
    StandaloneRun run = runs.open(name, asked, bound, sent);
    if (!method.runClasses().contains(declared.getName())) {
      return answers.to(receiver, arguments, type, run);
    }
    Object bare = bareRun(declared, type);
    if (bare != null) {
      runs.alias(bare, run);
      PublicFields.fill(bare, run);
    }
    return bare;
  }

  /**
   * A run without the work of its constructor.
   *
   * @param declared what the init says it returns: the run, or something that it comes in
   * @param type the class that has the init
   */
  private @Nullable Object bareRun(Class<?> declared, Class<?> type) {
    Class<?> made = declared;
    for (String name : method.runClasses()) {
      try {
        Class<?> each = Class.forName(name, false, type.getClassLoader());
        boolean fits = declared.isAssignableFrom(each) || TypeConversion.isWrapper(declared);
        made = fits && !Modifier.isAbstract(each.getModifiers()) ? each : made;
      } catch (ClassNotFoundException | LinkageError e) {
        messages.log(AgentMessage.CLASS_NOT_LOADED, e, name);
      }
    }
    Optional<Object> bare = Instantiator.of(made);
    if (bare.isEmpty()) {
      messages.sayAbout(made, AgentMessage.RUN_NOT_MADE, made.getName());
    }
    return bare.orElse(null);
  }
}
