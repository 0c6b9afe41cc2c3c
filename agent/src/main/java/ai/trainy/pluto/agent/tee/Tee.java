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
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.Settings;
import ai.trainy.pluto.threads.Privileges;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/**
 * Receives every woven call, on the program's thread, and does in Pluto what the call does in
 * wandb.
 *
 * <p>This is the fence between the program and us: nothing thrown behind it gets past it.
 */
public final class Tee implements BiFunction<Object, Object, Object> {
  private final Pluto pluto;
  private final Settings settings;
  private final Sites sites;
  private final ProgramEnd end;
  private final AtomicReference<Runnable> atFirstRun;
  private final Notices notices;
  private final ForeignValues values;
  private final RunCalls calls;

  private final WeakIdentityMap<RunRequest> requests = new WeakIdentityMap<>();
  private final Runs<Run> runs = new Runs<>();
  private final Nesting nesting = new Nesting();

  /**
   * @param sites what each woven method is
   * @param media which of the program's objects are media and the like
   * @param end told how the program ends
   * @param atFirstRun run once, when the first run starts
   */
  public Tee(
      Pluto pluto,
      Settings settings,
      Sites sites,
      List<ValueBinding> media,
      ProgramEnd end,
      Runnable atFirstRun,
      Notices notices) {
    this.pluto = pluto;
    this.sites = sites;
    this.end = end;
    this.atFirstRun = new AtomicReference<>(atFirstRun);
    this.settings = settings;
    this.notices = notices;
    this.values = new ForeignValues(media);
    this.calls = new RunCalls(values, notices);
  }

  /**
   * A woven method is entered, or left.
   *
   * @param subject the site when it is entered; what this returned then, when it is left
   * @param details {@code {receiver, arguments}} when it is entered; {@code {returned, thrown}}
   *     when it is left
   * @return when it is entered: what wants to know the outcome, or null
   */
  @Override
  public Object apply(Object subject, Object details) {
    return Privileges.areChecked()
        ? Privileges.use(() -> carryOver(subject, details))
        : carryOver(subject, details);
  }

  private Object carryOver(Object subject, Object details) {
    try {
      Object[] pair = (Object[]) details;
      if (subject instanceof String) {
        Optional<Site> site = sites.at((String) subject);
        return site.isEmpty() ? null : enter(new Call(site.get(), pair[0], (Object[]) pair[1]));
      }
      ((Outcome) subject).of(pair[0], (Throwable) pair[1]);
    } catch (Throwable e) {
      notices.log("a call could not be carried over", e);
      notices.say(
          "tee " + e.getClass(),
          "a call to wandb could not be carried over to Pluto (" + e + "). wandb is untouched.");
    }
    return null;
  }

  private Outcome enter(Call call) {
    switch (call.role()) {
      case BUILDER:
        return build(call);
      case INIT:
        return init(call);
      case EXIT:
        end.exit(((Number) call.argument(Input.EXIT_CODE)).intValue());
        return null;
      case UNCAUGHT:
        uncaught((Thread) call.receiver(), call.argument(Input.THROWN));
        return null;
      default:
        return ofRun(call);
    }
  }

  private void uncaught(Thread thread, Object thrown) {
    end.uncaughtException(thread);
    // The message of the exception is the program's, and the JVM prints it anyway.
    String type = thrown.getClass().getName();
    notices.debug("uncaught " + type, "thread '" + thread.getName() + "' ended with " + type);
  }

  /** Arguments are read now, while they are what the client sees; they count if it took them. */
  private Outcome build(Call call) {
    RunRequest given = new RunRequest().with(call.asked(values));
    return (returned, thrown) -> {
      if (thrown == null) {
        requests.computeIfAbsent(call.receiver(), RunRequest::new).add(given);
      }
    };
  }

  /** Also an init of another client that this one works by: the program's run is the outer one. */
  private Outcome init(Call call) {
    if (nesting.isIn(Role.INIT, null)) {
      return null;
    }
    RunRequest given = new RunRequest().with(call.asked(values));
    return nesting.enter(
        Role.INIT,
        null,
        (returned, thrown) -> {
          if (thrown != null) {
            WandbStart.explain(call.receiver(), thrown)
                .ifPresent(line -> notices.say("wandb did not start", line));
            return;
          }
          Object wandbRun = call.runOfInit(returned);
          if (wandbRun != null) {
            begin(wandbRun, call, given, returned);
          }
        });
  }

  private void begin(Object wandbRun, Call call, RunRequest given, Object returned)
      throws IOException {
    Run before = runs.get(wandbRun);
    if (before != null && !before.isEnded()) {
      if (call.returnsRun()) {
        // The client had one already and gave it out again.
        return;
      }
      // Whatever is logged under this name belongs to the next one from now on.
      before.end(0);
    }
    RunRequest answered = new RunRequest().with(call.answered(values, returned));
    runs.put(wandbRun, open(request(call, given), answered));
  }

  /** Opens a run, as Pluto's own. */
  Run open(RunRequest asked, RunRequest answered) throws IOException {
    // First: a signal that comes once there is a run is seen.
    Runnable first = atFirstRun.getAndSet(null);
    if (first != null) {
      first.run();
    }
    return pluto.init(new RunNaming(settings, notices).options(asked, answered));
  }

  /** What the program has asked for, by a builder and by the init itself. */
  RunRequest request(Call call, RunRequest given) {
    RunRequest asked = new RunRequest();
    RunRequest built = call.receiver() == null ? null : requests.get(call.receiver());
    if (built != null) {
      asked.add(built);
    }
    asked.add(given);
    return asked;
  }

  private Outcome ofRun(Call call) {
    Run run = runs.get(call.run());
    if (run == null || (call.isEndSeen() && nesting.isIn(call.role(), run))) {
      return null;
    }
    calls.carryOver(call, run);
    return call.isEndSeen()
        ? nesting.enter(call.role(), run, (returned, thrown) -> calls.left(call, run))
        : null;
  }
}
