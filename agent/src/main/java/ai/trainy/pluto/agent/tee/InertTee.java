package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.Role;
import ai.trainy.pluto.agent.binding.Site;
import ai.trainy.pluto.agent.binding.Sites;
import ai.trainy.pluto.agent.binding.ValueBinding;
import ai.trainy.pluto.agent.values.ForeignValues;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.threads.Privileges;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;

/**
 * Takes the place of clients whose own code is left out: does in Pluto what their calls would do in
 * wandb, and answers in their stead. Calls of builders, and the end of the JVM, are the tee's as
 * ever.
 *
 * <p>As the tee it is a fence: nothing thrown behind it gets past it.
 */
public final class InertTee implements BiFunction<Object, Object, Object> {
  private static final int THROWN = 3;

  private final Tee tee;
  private final Sites sites;
  private final Notices notices;
  private final ForeignValues values;
  private final RunCalls calls;
  private final InertRuns runs;
  private final Answers answers = new Answers();
  private final InertSteps steps;
  private final Resumption resumption;

  /**
   * @param tee what would do the work beside a client
   * @param media which of the program's objects are media and the like
   * @param exit ends the program with an exit code
   */
  public InertTee(
      Tee tee,
      Pluto pluto,
      Settings settings,
      Sites sites,
      List<ValueBinding> media,
      IntConsumer exit,
      Notices notices) {
    this.tee = tee;
    this.sites = sites;
    this.notices = notices;
    this.values = new ForeignValues(media);
    this.calls = new RunCalls(values, notices);
    this.runs =
        new InertRuns(tee, settings, new Requirement(pluto, settings, exit, notices), notices);
    this.steps = new InertSteps(notices);
    this.resumption = new Resumption(settings, notices);
  }

  /** Whether this JVM can make runs without the work of their constructors. */
  public static boolean isPossible() {
    return BareObject.isPossible();
  }

  /**
   * A woven method is entered, or left.
   *
   * @param subject as {@link Tee#apply} has it
   * @param details as there; of a method that is left out, also the class that has it, and a place
   *     for what it throws
   * @return of a method that is left out: what it returns
   */
  @Override
  public Object apply(Object subject, Object details) {
    return Privileges.areChecked()
        ? Privileges.use(() -> answer(subject, details))
        : answer(subject, details);
  }

  private Object answer(Object subject, Object details) {
    try {
      Site site = subject instanceof String ? sites.at((String) subject).orElse(null) : null;
      Object[] parts = (Object[]) details;
      if (site == null || parts.length < 3) {
        return tee.apply(subject, details);
      }
      InertCall call =
          new InertCall((String) subject, site, parts[0], (Object[]) parts[1], (Class<?>) parts[2]);
      Object answer = answer(call);
      parts[THROWN] = call.thrown();
      return answer;
    } catch (Throwable e) {
      failed(e);
      return null;
    }
  }

  private void failed(Throwable e) {
    notices.log("a call could not be carried over", e);
    notices.say(
        "tee " + e.getClass(), "a call of wandb could not be carried over to Pluto (" + e + ").");
  }

  private Object answer(InertCall call) {
    Role role = call.site().binding().role();
    if (role == Role.CURRENT) {
      return runs.newest(call.returned());
    }
    if (role == Role.INIT) {
      return init(call);
    }
    InertRun run = runs.get(call.call().run());
    if (run == null) {
      unopened(call);
    } else {
      carryOver(call, run);
    }
    return answers.to(call, run);
  }

  private void unopened(InertCall call) {
    String what = call.type().getName() + "." + call.method();
    if (call.site().binding().role() == Role.SKIP) {
      notices.log(what + " was called on a run that no init opened");
      return;
    }
    notices.say(
        "unopened " + what,
        what
            + " was called on a run that no init of the binding opened: what it is given is logged"
            + " nowhere.");
  }

  /** What is returned is the run, unless the binding has another key for it. */
  private Object init(InertCall call) {
    Call given = call.call();
    RunRequest asked = tee.request(given, new RunRequest().with(given.asked(values)));
    RunRequest bound = new RunRequest().with(given.answered(values, null));
    if (given.returnsRun()) {
      Object bare = bareRun(call);
      if (bare != null) {
        runs.open(bare, asked, bound, record(given));
      }
      return bare;
    }
    Object key = given.runOfInit(null);
    InertRun before = runs.get(key);
    if (before != null) {
      // Whatever is logged under this name belongs to the next one from now on.
      before.run().ifPresent(run -> run.end(0));
      runs.over(before);
    }
    return answers.to(call, runs.open(key, asked, bound, record(given)));
  }

  private static RunRecord record(Call init) {
    return RunRecord.of(init.argument(Input.RECORD)).orElse(null);
  }

  private Object bareRun(InertCall call) {
    Class<?> type = call.returned();
    for (String name : call.site().runClasses()) {
      try {
        Class<?> each = Class.forName(name, false, call.type().getClassLoader());
        type = call.returned().isAssignableFrom(each) ? each : type;
      } catch (ClassNotFoundException | LinkageError e) {
        notices.log(name + " could not be loaded", e);
      }
    }
    Optional<Object> bare = BareObject.of(type);
    if (bare.isEmpty()) {
      notices.say(
          "bare " + type,
          "no run of "
              + type.getName()
              + " can be made without wandb: nothing is logged to it. Bind the class that has its"
              + " methods.");
    }
    return bare.orElse(null);
  }

  private void carryOver(InertCall call, InertRun run) {
    try {
      Optional<Run> pluto = run.run();
      switch (call.site().binding().role()) {
        case SKIP:
          if (RunInfo.isAskedBy(call)) {
            RunInfo.print(run);
          }
          break;
        case FINISH:
          pluto.ifPresent(each -> finish(call.call(), each));
          resumption.over(run);
          runs.over(run);
          break;
        case LOG:
          log(call, run);
          break;
        case TAGS:
          calls.tags(call.call(), run::setTags);
          pluto.ifPresent(each -> calls.carryOver(call.call(), each));
          break;
        case ADD_TAGS:
          calls.tags(call.call(), run::addTags);
          pluto.ifPresent(each -> calls.carryOver(call.call(), each));
          break;
        default:
          pluto.ifPresent(each -> calls.carryOver(call.call(), each));
      }
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private void finish(Call call, Run run) {
    calls.carryOver(call, run);
    calls.left(call, run);
  }

  /** A row that is null is nothing, unless the client gives it a step before it fails. */
  private void log(InertCall call, InertRun run) {
    Call given = call.call();
    Optional<Map<String, Object>> row = calls.row(given);
    boolean isWritten = InertSteps.areWritten(given);
    if (row.isEmpty() && !isWritten) {
      return;
    }
    long step = run.steps().of(calls.givenStep(given));
    row.ifPresent(each -> run.run().ifPresent(pluto -> pluto.log(each, step)));
    if (isWritten) {
      steps.write(call, step);
    }
    resumption.logged(run);
  }
}
