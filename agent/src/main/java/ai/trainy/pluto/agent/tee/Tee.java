package ai.trainy.pluto.agent.tee;

import ai.trainy.pluto.Pluto;
import ai.trainy.pluto.Run;
import ai.trainy.pluto.agent.binding.Input;
import ai.trainy.pluto.agent.binding.MethodBinding;
import ai.trainy.pluto.agent.binding.Sites;
import ai.trainy.pluto.notice.Notices;
import ai.trainy.pluto.observe.ProgramEnd;
import ai.trainy.pluto.settings.Settings;
import java.io.IOException;
import java.util.Map;
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
  private final ForeignValues values = new ForeignValues();

  private final WeakIdentityMap<RunRequest> requests = new WeakIdentityMap<>();
  private final WeakIdentityMap<Run> runs = new WeakIdentityMap<>();

  /**
   * @param sites what each woven method is
   * @param end told how the program ends
   * @param atFirstRun run once, when the first run has started
   */
  public Tee(
      Pluto pluto,
      Settings settings,
      Sites sites,
      ProgramEnd end,
      Runnable atFirstRun,
      Notices notices) {
    this.pluto = pluto;
    this.sites = sites;
    this.end = end;
    this.atFirstRun = new AtomicReference<>(atFirstRun);
    this.settings = settings;
    this.notices = notices;
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
    try {
      Object[] pair = (Object[]) details;
      if (subject instanceof String) {
        Optional<MethodBinding> binding = sites.at((String) subject);
        return binding.isEmpty()
            ? null
            : enter(new Call(binding.get(), pair[0], (Object[]) pair[1]));
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

  /** What is done once a call's outcome is known. */
  private interface Outcome {
    void of(Object returned, Throwable thrown) throws Exception;
  }

  private Outcome enter(Call call) throws ReflectiveOperationException {
    switch (call.role()) {
      case BUILDER:
        return build(call);
      case INIT:
        return (returned, thrown) -> init(call, returned);
      case LOG:
        log(call);
        return null;
      case FINISH:
        return finish(call);
      case EXIT:
        end.exit(((Number) call.argument(Input.EXIT_CODE)).intValue());
        return null;
      case UNCAUGHT:
        end.uncaughtException();
        return null;
      default:
        throw new IllegalStateException("no such role: " + call.role());
    }
  }

  /** Arguments are read now, while they are what the client sees; they count if it took them. */
  private Outcome build(Call call) throws ReflectiveOperationException {
    RunRequest given = new RunRequest().with(call.read(values, null));
    return (returned, thrown) -> {
      if (thrown == null) {
        requests.computeIfAbsent(call.receiver(), RunRequest::new).add(given);
      }
    };
  }

  private void init(Call call, Object wandbRun) throws IOException {
    if (wandbRun == null) {
      return;
    }
    RunRequest asked = requests.get(call.receiver());
    RunRequest answered = new RunRequest().with(call.read(values, wandbRun));
    runs.put(wandbRun, pluto.init(new RunNaming(settings).options(asked, answered)));
    Runnable first = atFirstRun.getAndSet(null);
    if (first != null) {
      first.run();
    }
  }

  private void log(Call call) throws ReflectiveOperationException {
    Run run = runs.get(call.receiver());
    if (run != null) {
      Object data = values.plain(call.argument(Input.DATA));
      if (data instanceof Map) {
        @SuppressWarnings("unchecked") // a plain map has text keys
        Map<String, Object> row = (Map<String, Object>) data;
        run.log(row, ((Number) call.argument(Input.STEP)).longValue());
      }
    }
  }

  /** The upload ends while the client ends its own, and is waited for after that. */
  private Outcome finish(Call call) throws ReflectiveOperationException {
    Run run = runs.get(call.receiver());
    if (run == null) {
      return null;
    }
    run.end(((Number) call.argument(Input.EXIT_CODE)).intValue());
    return (returned, thrown) -> run.awaitEnd();
  }
}
